package dev.wukongsim.simulator.fault;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The provider's errors that need no detail of the request, under names of ours, such as {@code requests-rate}. */
public enum KnownError {
    INVALID_KEY(401, "invalid_api_key", "InvalidApiKey", Text.INVALID_TYPE, "Incorrect API key provided. "),
    ARREARS(400, "Arrearage", Text.ARREARS),
    FREE_ONLY(403, "AllocationQuota.FreeTierOnly", Text.FREE_ONLY),
    ACCESS_DENIED(403, "AccessDenied", "Access denied."),
    ACCESS_UNPURCHASED(403, "AccessDenied.Unpurchased", "Access to model denied. Please make sure you are eligible."),
    MODEL_ACCESS_DENIED(403, "Model.AccessDenied", "Model access denied."),
    WORKSPACE_ACCESS_DENIED(403, "Workspace.AccessDenied", "Workspace access denied."),
    MODEL_RETIRED(404, "model_not_found", "ModelNotFound", Text.INVALID_TYPE, Text.RETIRED),
    THROTTLED(429, "Throttling", "Requests throttling triggered."),
    REQUESTS_RATE(429, "limit_requests", "Throttling.RateQuota", "limit_requests", Text.REQUESTS),
    REQUESTS_RATE_NATIVE(429, "Throttling.RateQuota", "Requests rate limit exceeded, please try again later."),
    BURST(429, "limit_burst_rate", "Throttling.BurstRate", "limit_burst_rate", Text.BURST),
    TOKENS_RATE(429, "insufficient_quota", "Throttling.AllocationQuota", "insufficient_quota", Text.QUOTA),
    ALLOCATION(429, "Throttling.AllocationQuota", "Allocated quota exceeded, please increase your quota limit."),
    FREE_QUOTA(429, "insufficient_quota", "Throttling.AllocationQuota", "insufficient_quota", Text.FREE_QUOTA),
    HOUR_QUOTA(429, "Throttling.AllocationQuota", "hour allocated quota exceeded."),
    WEEK_QUOTA(429, "Throttling.AllocationQuota", "week allocated quota exceeded."),
    MONTH_QUOTA(429, "Throttling.AllocationQuota", "month allocated quota exceeded."),
    BUDGET(429, "insufficient_quota", "Throttling.AllocationQuota", "insufficient_quota", Text.BUDGET),
    NOT_PURCHASED(429, "CommodityNotPurchased", "Commodity has not purchased yet."),
    PREPAID_OVERDUE(429, "PrepaidBillOverdue", "The prepaid bill is overdue."),
    POSTPAID_OVERDUE(429, "PostpaidBillOverdue", "The postpaid bill is overdue."),
    INPUT_INSPECTION(
            400, "data_inspection_failed", "DataInspectionFailed", "data_inspection_failed", "Input" + Text.INSPECTION),
    OUTPUT_INSPECTION(
            400,
            "data_inspection_failed",
            "DataInspectionFailed",
            "data_inspection_failed",
            "Output" + Text.INSPECTION),
    INTERNAL(500, "InternalError", "An internal error has occured, please try again later or contact service support."),
    INTERNAL_ALGO(500, "InternalError.Algo", "Internal error! An error occurred in the algorithm."),
    INTERNAL_TIMEOUT(500, "InternalError.Timeout", "An internal timeout error has occured, please try again later."),
    REQUEST_TIMEOUT(500, "RequestTimeOut", "Request timed out, please try again later."),
    UNAVAILABLE(503, "ModelUnavailable", "Model is unavailable, please try again later."),
    SERVING(503, "ModelServingError", "Too many requests. The model has no capacity left, please try again later.");

    private static final class Text {
        static final String INVALID_TYPE = "invalid_request_error";
        static final String ARREARS = "Access denied, please make sure your account is in good standing.";
        static final String FREE_ONLY = "The free quota of the model has been used up, and the account is set to free "
                + "only. Switch that off to go on at list price.";
        static final String RETIRED = "The model does not exist or you do not have access to it.";
        static final String REQUESTS = "You exceeded your current requests list.";
        static final String BURST = "Request rate increased too quickly. To ensure system stability, please adjust "
                + "your client logic to scale requests more smoothly over time.";
        static final String QUOTA = "You exceeded your current quota, please check your plan and billing details.";
        static final String FREE_QUOTA = "Free allocated quota exceeded.";
        static final String BUDGET = "The budget configured in Budget Management has been exhausted. You will be "
                + "unable to make further API calls until the budget limit is increased or reset.";
        static final String INSPECTION = " data may contain inappropriate content. For details, see: "
                + "https://help.aliyun.com/zh/model-studio/error-code#inappropriate-content";
    }

    private final int status;
    private final String code;
    private final String nativeCode;
    private final String type;
    private final String message;

    KnownError(int status, String code, String message) {
        this(status, code, code, code, message);
    }

    KnownError(int status, String code, String nativeCode, String type, String message) {
        this.status = status;
        this.code = code;
        this.nativeCode = nativeCode;
        this.type = type;
        this.message = message;
    }

    /** The error as it is answered. The text {@code None} stands where an inspection has no parameter to name. */
    public ProviderError error() {
        String param = code.equals("data_inspection_failed") ? "None" : null;
        return new ProviderError(status, code, nativeCode, type, message, param);
    }

    /** The name in files, such as {@code requests-rate}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The error with such a {@link #label}. */
    public static Optional<KnownError> find(String label) {
        return Arrays.stream(values())
                .filter(known -> known.label().equals(label))
                .findFirst();
    }

    /** All labels, in the order of the provider's list. */
    public static List<String> labels() {
        return Arrays.stream(values()).map(KnownError::label).toList();
    }
}
