package dev.wukongsim.tools.office;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wukongsim.runtime.tool.ToolResult;
import org.junit.jupiter.api.Test;

class DocumentsAppTests {

    private final TestOffice office = new TestOffice();

    @Test
    void findsByIdAndShowsLineWithHit() {
        ToolResult found = search("li.na", "exp-1 酒店");

        assertThat(found)
                .isEqualTo(
                        new ToolResult.Success(
                                "[{\"id\":\"EXP-1\",\"title\":\"差旅报销单 Shenzhen trip\",\"owner\":\"li.na\",\"line\":\"酒店 1280.00 元\"},"
                                        + "{\"id\":\"POL-1\",\"title\":\"差旅报销制度\",\"owner\":\"sun.mei\",\"line\":\"酒店每晚不超过 650 元\"}]"));
    }

    @Test
    void putsDocumentOfThatIdBeforeThoseThatShareMoreWords() {
        ToolResult found = search("li.na", "EXP-1 差旅报销制度");

        assertThat(found.content()).containsSubsequence("EXP-1", "POL-1");
    }

    @Test
    void findsChineseWithoutSpaces() {
        ToolResult found = search("zhang.wei", "报销制度规定");

        assertThat(found.content()).contains("POL-1").doesNotContain("WIFI");
    }

    @Test
    void findsEnglishInAnyCaseAndWidth() {
        ToolResult found = search("zhang.wei", "ｗｉ-ｆｉ");

        assertThat(found.content()).contains("WIFI").doesNotContain("POL-1");
    }

    @Test
    void doesNotShowWhatEmployeeMayNotRead() {
        ToolResult found = search("zhang.wei", "travel 审计 机密");

        assertThat(found)
                .isEqualTo(
                        new ToolResult.Failure(
                                "No document that 张伟 (zhang.wei) may read mentions 'travel 审计 机密'; try fewer words, other words, or the other language"));
    }

    @Test
    void showsOwnersAndDepartmentsWhatIsTheirs() {
        assertThat(read("li.na", "EXP-1")).isInstanceOf(ToolResult.Success.class);
        assertThat(read("zhang.wei2", "EXP-1")).isInstanceOf(ToolResult.Success.class);
        assertThat(read("zhang.wei", "EXP-1")).isInstanceOf(ToolResult.Failure.class);
    }

    @Test
    void readsWholeText() {
        assertThat(read("li.na", "POL-1")).isEqualTo(new ToolResult.Success("# 制度\n\n酒店每晚不超过 650 元"));
    }

    @Test
    void namesOwnerOfDocumentThatIsNotShared() {
        assertThat(read("li.na", "AUDIT"))
                .isEqualTo(new ToolResult.Failure(
                        "Document 'AUDIT' is not shared with 李娜 (li.na); ask its owner, 孙梅 (sun.mei)"));
    }

    @Test
    void sendsUnknownIdBackToSearch() {
        assertThat(read("li.na", "EXP-9"))
                .isEqualTo(new ToolResult.Retry("No document has the id 'EXP-9'; find it with documents.search"));
    }

    @Test
    void refusesCallerWhoDoesNotWorkHere() {
        assertThat(read("mallory", "POL-1"))
                .isEqualTo(
                        new ToolResult.Failure(
                                "Agent 'clerk' acts for 'mallory', who does not work at 云帆科技; run the task as one of its employees"));
    }

    private ToolResult search(String employee, String query) {
        return office.call(employee, "documents.search", "{\"query\":\"" + query + "\"}");
    }

    private ToolResult read(String employee, String document) {
        return office.call(employee, "documents.read", "{\"document\":\"" + document + "\"}");
    }
}
