package dev.wukongsim.tools.office;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wukongsim.runtime.tool.ToolResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DirectoryAppTests {

    private final TestOffice office = new TestOffice();

    @ParameterizedTest
    @ValueSource(strings = {"李娜", "li.na", "Li Na", "lina", "NA LI", "Lǐ Nà", "li.na@yunfan.example", " 李 娜 ", "娜"})
    void findsPersonByAnyOfTheirNames(String name) {
        ToolResult found = find(name);

        assertThat(found)
                .isEqualTo(
                        new ToolResult.Success(
                                "[{\"id\":\"li.na\",\"name\":\"李娜\",\"pinyin\":\"Li Na\",\"title\":\"Staff\",\"department\":\"sales\"}]"));
    }

    @Test
    void findsEverybodyWhoseNameSoundsTheSame() {
        ToolResult found = find("Zhang Wei");

        assertThat(found.content()).contains("张伟", "张薇");
    }

    @Test
    void prefersTheVeryIdToNamesThatSoundTheSame() {
        ToolResult found = find("zhang.wei");

        assertThat(found.content()).contains("张伟").doesNotContain("张薇");
    }

    @ParameterizedTest
    @ValueSource(strings = {"王芳", "Smith", " ", "()"})
    void saysHowToSearchIfNobodyMatches(String name) {
        ToolResult found = find(name);

        assertThat(found).isInstanceOf(ToolResult.Failure.class);
        assertThat(found.content())
                .startsWith("Nobody at 云帆科技 matches '" + name + "'")
                .contains("Chinese", "pinyin", "e-mail");
    }

    @Test
    void getsWholeEntry() {
        ToolResult entry = office.call("sun.mei", "directory.get", "{\"employee\":\"li.na\"}");

        assertThat(entry.content()).contains("\"email\":\"li.na@yunfan.example\"", "\"manager\":\"chen.jing\"");
    }

    @Test
    void correctsIdThatIsName() {
        ToolResult entry = office.call("sun.mei", "directory.get", "{\"employee\":\"李娜\"}");

        assertThat(entry).isEqualTo(new ToolResult.Retry("No employee has the id '李娜'; did you mean 李娜 (li.na)?"));
    }

    @Test
    void sendsUnknownIdBackToSearch() {
        ToolResult entry = office.call("sun.mei", "directory.manager_of", "{\"employee\":\"wang.fang\"}");

        assertThat(entry)
                .isEqualTo(new ToolResult.Retry(
                        "No employee has the id 'wang.fang'; look the person up with directory.find"));
    }

    @Test
    void knowsManager() {
        ToolResult manager = office.call("li.na", "directory.manager_of", "{\"employee\":\"li.na\"}");

        assertThat(manager.content()).contains("\"id\":\"chen.jing\"", "陈静");
    }

    @Test
    void saysThatHeadOfCompanyHasNoManager() {
        ToolResult manager = office.call("li.na", "directory.manager_of", "{\"employee\":\"zhao.lei\"}");

        assertThat(manager).isEqualTo(new ToolResult.Failure("赵磊 (zhao.lei) leads 云帆科技 and reports to nobody"));
    }

    private ToolResult find(String name) {
        return office.call("sun.mei", "directory.find", "{\"name\":\"" + name + "\"}");
    }
}
