package dev.wukongsim.qwen;

import dev.wukongsim.runtime.model.ModelException.Kind;
import java.util.List;
import java.util.stream.Stream;

/**
 * What kind of failure an error answer is, and what helps. The body decides before the status does: an overdue bill comes
 * as 429 or 400, and a token rate is called a quota.
 */
record ErrorRule(Kind kind, String remedy, Condition condition) {

    /** Whether a rule applies to an answer. */
    @FunctionalInterface
    interface Condition {
        boolean holds(int status, ErrorBody body);
    }

    private static final List<ErrorRule> RULES = List.of(
            new ErrorRule(
                    Kind.MONEY,
                    "settle the bill, or raise the budget or quota, in the provider's console",
                    (status, body) -> status == 402
                            || Stream.of(
                                            "Arrearage",
                                            "AllocationQuota.FreeTierOnly",
                                            "CommodityNotPurchased",
                                            "PrepaidBillOverdue",
                                            "PostpaidBillOverdue")
                                    .anyMatch(body::hasCode)
                            || Stream.of(
                                            "budget configured in Budget Management has been exhausted",
                                            "bill is overdue",
                                            "free allocated quota exceeded",
                                            "hour allocated quota exceeded",
                                            "week allocated quota exceeded",
                                            "month allocated quota exceeded")
                                    .anyMatch(body::says)),
            new ErrorRule(
                    Kind.SAFETY,
                    "change the content; the same request is refused again",
                    (status, body) -> body.hasCode("DataInspectionFailed") || body.hasCode("data_inspection_failed")),
            new ErrorRule(
                    Kind.CONTEXT_OVERFLOW,
                    "shorten the conversation, or choose a model with a larger window",
                    (status, body) -> status == 413
                            || body.hasCode("context_length_exceeded")
                            || body.hasCode("exceed_context_size_error")
                            || body.says("Range of input length should be")
                            || body.says("maximum context length")),
            new ErrorRule(
                    Kind.BURST,
                    "begin with fewer requests at once",
                    (status, body) -> body.hasCode("Throttling.BurstRate") || body.hasCode("limit_burst_rate")),
            new ErrorRule(
                    Kind.RATE,
                    "wait, then try again",
                    (status, body) -> status == 429
                            || body.codeStartsWith("Throttling")
                            || body.hasCode("LimitRequests")
                            || body.hasCode("limit_requests")
                            || body.hasCode("insufficient_quota")),
            new ErrorRule(
                    Kind.TRANSIENT,
                    "try again",
                    (status, body) -> status >= 500
                            || status == 408
                            || status == 409
                            || status == 425
                            || body.hasCode("RequestTimeOut")
                            || body.codeStartsWith("InternalError")),
            new ErrorRule(
                    Kind.CONFIGURATION,
                    "it refused the key; set DASHSCOPE_API_KEY",
                    (status, body) ->
                            status == 401 || body.hasCode("InvalidApiKey") || body.hasCode("invalid_api_key")),
            new ErrorRule(
                    Kind.MODEL_UNAVAILABLE,
                    "ask for access to this model, or choose another one",
                    (status, body) -> body.hasCode("Model.AccessDenied")
                            || body.hasCode("AccessDenied.Unpurchased")
                            || body.says("Model access denied")),
            new ErrorRule(
                    Kind.CONFIGURATION,
                    "ask for access to this workspace, or use another key",
                    (status, body) -> status == 403
                            || body.codeStartsWith("AccessDenied")
                            || body.hasCode("Workspace.AccessDenied")),
            new ErrorRule(
                    Kind.MODEL_UNAVAILABLE,
                    "the model may be retired; check its name, or choose another one",
                    (status, body) -> body.hasCode("ModelNotFound")
                            || body.hasCode("model_not_found")
                            || body.says("Model not exist")
                            || (status == 404 && body.saysThatAModelIsMissing())),
            new ErrorRule(Kind.CONFIGURATION, "check the base URL", (status, body) -> status == 404),
            new ErrorRule(
                    Kind.CONFIGURATION,
                    "the request must be changed; it is refused again as it is",
                    (status, body) -> status >= 400
                            || body.codeStartsWith("InvalidParameter")
                            || body.codeStartsWith("invalid_parameter")
                            || body.codeStartsWith("invalid_request")),
            new ErrorRule(
                    Kind.CONFIGURATION,
                    "the endpoint is elsewhere; correct the base URL",
                    (status, body) -> status >= 300),
            new ErrorRule(Kind.TRANSIENT, "try again", (status, body) -> true));

    static ErrorRule of(int status, ErrorBody body) {
        return RULES.stream()
                .filter(rule -> rule.condition().holds(status, body))
                .findFirst()
                .orElseThrow();
    }
}
