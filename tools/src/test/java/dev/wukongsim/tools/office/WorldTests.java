package dev.wukongsim.tools.office;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.groups.Tuple.tuple;

import dev.wukongsim.runtime.definition.InvalidDefinitionException;
import dev.wukongsim.runtime.definition.Violation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorldTests {

    private static final String GOOD = """
            kind: World
            company: 云帆科技
            clock: 2026-11-20T09:30:00+08:00
            approvals: { types: [expense], categories: [travel], maximum: 50000 }
            departments:
              - { id: sales, name: 销售部, head: zhao.lei }
            employees:
              - { id: zhao.lei, name: 赵磊, pinyin: Zhao Lei, email: a@b.example, title: Director, department: sales }
              - { id: li.na, name: 李娜, pinyin: Li Na, email: c@b.example, title: Manager, department: sales, manager: zhao.lei }
            groups:
              - { id: team, name: 团队, members: [zhao.lei, li.na] }
            budgets:
              - { department: sales, category: travel, year: 2026, limit: 180000, spent: 171412.35 }
            documents:
              - { id: POL-1, title: 制度, owner: zhao.lei, sharedWith: [sales], file: documents/policy.md }
              - { id: NOTE, title: Note, owner: li.na, text: Hello }
            """;

    @TempDir
    Path folder;

    @BeforeEach
    void writeDocument() throws IOException {
        Files.createDirectory(folder.resolve("documents"));
        Files.writeString(folder.resolve("documents/policy.md"), "# 差旅报销制度\n");
    }

    @Test
    void loadsCompanyWithTextsOfItsDocuments() {
        World world = load(GOOD);

        assertThat(world.clock()).isEqualTo("2026-11-20T09:30:00+08:00");
        assertThat(world.start().documents()).extracting(Document::text).containsExactly("# 差旅报销制度\n", "Hello");
        assertThat(world.start().managerOf(world.start().employee("li.na").orElseThrow()))
                .map(Employee::name)
                .contains("赵磊");
        assertThat(world.start().budget("sales", "travel"))
                .map(world.start()::remaining)
                .contains(TestOffice.yuan("8587.65"));
    }

    @Test
    void needsPeopleAndFormOnly() {
        World world = load(GOOD.substring(0, GOOD.indexOf("groups:")).replaceFirst("clock: .*\n", ""));

        assertThat(world.clock()).isNull();
        assertThat(world.start().documents()).isEmpty();
    }

    @Test
    void reportsEverythingThatSchemaRefusesWithItsPlace() {
        List<Violation> violations = violations(GOOD.replace("company: 云帆科技", "compnay: 云帆科技")
                .replace("limit: 180000", "limit: 180000.001")
                .replace("id: li.na", "id: Li Na"));

        assertThat(violations).extracting(Violation::line).containsExactly(1, 2, 9, 13);
        assertThat(violations)
                .extracting(Violation::message)
                .satisfiesExactly(
                        missing -> assertThat(missing).contains("'company'"),
                        unknown -> assertThat(unknown).contains("'compnay'"),
                        id -> assertThat(id).contains("employees/1/id"),
                        limit -> assertThat(limit).contains("budgets/0/limit"));
    }

    @Test
    void reportsAllIdsThatNobodyHas() {
        List<Violation> violations = violations(GOOD.replace("head: zhao.lei", "head: zhao.le")
                .replace("department: sales, manager: zhao.lei", "department: sale, manager: zhao.li")
                .replace("members: [zhao.lei, li.na]", "members: [zhao.lei, li.an]")
                .replace("category: travel", "category: trave")
                .replace("sharedWith: [sales]", "sharedWith: [sales, finance]")
                .replace("owner: li.na", "owner: lina"));

        assertThat(violations)
                .extracting(violation -> violation.line() + ":" + violation.column() + " " + violation.message())
                .containsExactly(
                        "6:29 no employee has the id 'zhao.le'",
                        "9:79 no department has the id 'sale'; departments: sales",
                        "9:97 no employee has the id 'zhao.li'",
                        "11:47 no employee has the id 'li.an'",
                        "13:26 'trave' is not among /approvals/categories: travel",
                        "15:66 'finance' is neither an employee nor a department nor 'everyone'",
                        "16:30 no employee has the id 'lina'");
    }

    @Test
    void reportsIdsThatAreTakenAlready() {
        List<Violation> violations = violations(GOOD.replace("id: team", "id: sales")
                .replace("id: NOTE", "id: POL-1")
                .replace(
                        "documents:",
                        "  - { department: sales, category: travel, year: 2027, limit: 1, spent: 0 }\ndocuments:"));

        assertThat(violations)
                .extracting(Violation::message)
                .containsExactly(
                        "'sales' is taken by departments/0",
                        "'POL-1' is taken by documents/0",
                        "'sales travel' is taken by budgets/0");
    }

    @Test
    void reportsPeopleWhoAreTheirOwnSuperiors() {
        List<Violation> violations = violations(GOOD.replace(
                "title: Director, department: sales", "title: Director, department: sales, manager: li.na"));

        assertThat(violations)
                .extracting(Violation::message)
                .containsExactly("'zhao.lei' is among their own superiors", "'li.na' is among their own superiors");
    }

    @Test
    void reportsTextsThatCannotBeHad() {
        List<Violation> violations = violations(
                GOOD.replace("documents/policy.md", "documents/polic.md").replace("text: Hello", "file: ../secret.md"));

        assertThat(violations)
                .extracting(Violation::line, Violation::message)
                .containsExactly(
                        tuple(15, "there is no readable UTF-8 file 'documents/polic.md' beside this one"),
                        tuple(16, "'../secret.md' leaves the folder of this file"));
    }

    @Test
    void wantsTextOfDocumentOnce() {
        List<Violation> violations = violations(
                GOOD.replace("text: Hello", "text: Hello, file: a.md").replace(", file: documents/policy.md", ""));

        assertThat(violations)
                .extracting(Violation::message)
                .contains(
                        "document 'POL-1' needs either 'file' or 'text'",
                        "document 'NOTE' needs either 'file' or 'text'");
    }

    private World load(String yaml) {
        try {
            return World.load(Files.writeString(folder.resolve("world.yaml"), yaml));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Violation> violations(String yaml) {
        return catchThrowableOfType(InvalidDefinitionException.class, () -> load(yaml))
                .violations();
    }
}
