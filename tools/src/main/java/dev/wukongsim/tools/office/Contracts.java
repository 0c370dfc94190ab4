package dev.wukongsim.tools.office;

/** The tool contracts of the office, as {@code @Tool} metadata. */
final class Contracts {

    static final String READING = """
            {"effect":"read","risk":"low","confirmation":"not_required","idempotency":"repeatable"}""";

    static final String SENDING = """
            {"effect":"write","risk":"low","confirmation":"not_required","idempotency":"transactional"}""";

    static final String FILING = """
            {"effect":"write","risk":"medium","confirmation":"user_required","idempotency":"transactional"}""";

    private Contracts() {}
}
