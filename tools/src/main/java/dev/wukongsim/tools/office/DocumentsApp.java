package dev.wukongsim.tools.office;

import dev.langchain4j.agent.tool.P;
import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.exception.ToolArgumentsException;
import dev.langchain4j.invocation.InvocationParameters;
import java.util.List;
import java.util.stream.Stream;

/** The document space. An employee sees what they own and what is shared with them or their department. */
final class DocumentsApp {

    private static final int MOST = 5;

    /** @param line where the text mentions what was asked for */
    record Found(String id, String title, String owner, String line) {}

    private final OfficeStore store;

    DocumentsApp(OfficeStore store) {
        this.store = store;
    }

    @Tool(
            name = "documents.search",
            value =
                    "Search the documents the employee may read, in Chinese or English."
                            + " Returns up to five, best first: id, title, owner and a line with a hit. Read one with documents.read.",
            metadata = Contracts.READING)
    List<Found> search(@P("A few words, or a document id") String query, InvocationParameters invocation) {
        Desk desk = Desk.of(store.state(), invocation);
        List<Found> found = new DocumentSearch(query)
                .among(readable(desk)).stream()
                        .limit(MOST)
                        .map(hit -> new Found(
                                hit.document().id(),
                                hit.document().title(),
                                hit.document().owner(),
                                hit.line()))
                        .toList();
        if (found.isEmpty()) {
            throw new RefusedException("No document that " + desk.employee().label() + " may read mentions '" + query
                    + "'; try fewer words, other words, or the other language");
        }
        return found;
    }

    @Tool(name = "documents.read", value = "Read one document as Markdown.", metadata = Contracts.READING)
    String read(@P("Document id, as documents.search returns it") String document, InvocationParameters invocation) {
        Desk desk = Desk.of(store.state(), invocation);
        Document found = desk.state()
                .document(document)
                .orElseThrow(() -> new ToolArgumentsException(
                        "No document has the id '" + document + "'; find it with documents.search"));
        if (!found.isReadableBy(desk.employee())) {
            throw new RefusedException("Document '" + document + "' is not shared with "
                    + desk.employee().label() + "; ask its owner, " + owner(desk.state(), found));
        }
        return found.text();
    }

    private static Stream<Document> readable(Desk desk) {
        return desk.state().documents().stream().filter(document -> document.isReadableBy(desk.employee()));
    }

    private static String owner(OfficeState state, Document document) {
        return state.employee(document.owner()).map(Employee::label).orElse(document.owner());
    }
}
