package dev.wukongsim.runtime.durable;

/** Somebody else changed a document since it was read; nothing was written. */
public final class DocumentConflictException extends RuntimeException {

    private final String document;

    public DocumentConflictException(String document, long version, long present) {
        super("Document '" + document + "' is at version " + present + " and version " + version
                + " was to be written; another task changes it too. Resume the task, it reads the document again");
        this.document = document;
    }

    public String document() {
        return document;
    }
}
