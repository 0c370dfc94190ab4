package dev.wukongsim.tools.office;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import org.junit.jupiter.api.Test;

class OfficeStateTests {

    private final TestOffice office = new TestOffice();

    @Test
    void survivesJson() throws Exception {
        work();
        ObjectMapper anybody = new ObjectMapper().registerModule(new JavaTimeModule());

        assertThat(OfficeState.fromJson(office.state().toJson())).isEqualTo(office.state());
        assertThat(anybody.readValue(anybody.writeValueAsString(office.state()), OfficeState.class))
                .isEqualTo(office.state());
    }

    @Test
    void refusesOtherJson() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OfficeState.fromJson("{\"money\":\"x\"}"))
                .withMessage(
                        "Text is not the state of an office: Cannot construct instance of `dev.wukongsim.tools.office.OfficeState`, problem: company is null");
    }

    @Test
    void changesAreWhatWasAdded() {
        OfficeState before = office.state();
        work();

        OfficeChanges changes = OfficeChanges.between(before, office.state());

        assertThat(changes.approvals()).isEqualTo(office.state().approvals());
        assertThat(changes.messages()).isEqualTo(office.state().messages());
        assertThat(changes.lines())
                .containsExactly(
                        "AP-0001: expense of 12.50 CNY for 'travel', li.na → chen.jing, EXP-1",
                        "MSG-0001: li.na → chen.jing, two lines");
    }

    @Test
    void nothingChangesWithoutWork() {
        work();

        OfficeChanges changes = OfficeChanges.between(office.state(), office.state());

        assertThat(changes.isEmpty()).isTrue();
    }

    @Test
    void changesNeedLaterState() {
        OfficeState before = office.state();
        work();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> OfficeChanges.between(office.state(), before))
                .withMessage("The second state is no later state of the same office");
    }

    private void work() {
        office.call(
                "li.na",
                "approvals.file",
                "{\"type\":\"expense\",\"title\":\"EXP-1\",\"amount\":12.5,\"category\":\"travel\",\"approver\":\"chen.jing\"}");
        office.call("li.na", "chat.send", "{\"to\":\"chen.jing\",\"text\":\"two\\nlines\"}");
    }
}
