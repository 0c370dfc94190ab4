package dev.wukongsim.redis;

import dev.langchain4j.data.message.ChatMessageSerializer;
import dev.wukongsim.runtime.budget.Amount;
import dev.wukongsim.runtime.budget.Due;
import dev.wukongsim.runtime.budget.LedgerRules;
import dev.wukongsim.runtime.durable.Canonical;
import dev.wukongsim.runtime.durable.Effects;
import dev.wukongsim.runtime.durable.JournalRow;
import dev.wukongsim.runtime.durable.RowText;
import dev.wukongsim.runtime.durable.Wait;
import dev.wukongsim.runtime.tool.Draft;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keys and arguments of the journal's functions, in the order in which these read them. */
final class JournalArguments {

    private static final String NOTHING = "";

    private final List<String> words = new ArrayList<>();

    private JournalArguments() {}

    static List<String> keys(Keys keys, String task, Effects effects) {
        List<String> all = new ArrayList<>(List.of(
                keys.each("epoch", task),
                keys.each("rows", task),
                keys.each("signals", task),
                keys.one("waits"),
                keys.one("waits:past")));
        all.addAll(RedisTokenLedger.keys(keys));
        Effects.Append append = effects.append();
        all.add(keys.each("memory", append == null ? NOTHING : append.session()));
        effects.drafts().forEach(draft -> all.add(keys.each("document", draft.document())));
        return all;
    }

    static String[] begin(String task, JournalRow intent, @Nullable Wait opens) {
        JournalArguments arguments = new JournalArguments();
        arguments.add(task, intent);
        arguments.add(opens);
        return arguments.all();
    }

    /** @throws IllegalArgumentException if what is due is no amount that the ledger counts */
    static String[] commit(String task, JournalRow done, Effects effects, long now) {
        JournalArguments arguments = new JournalArguments();
        arguments.add(task, done);
        arguments.add(effects.opens());
        arguments.addList(effects.closes());
        arguments.words.add(effects.ends() ? "ends" : NOTHING);
        arguments.addList(words(effects.due(), now));
        arguments.addList(words(effects.append()));
        arguments.addList(words(effects.drafts()));
        return arguments.all();
    }

    private void add(String task, JournalRow row) {
        words.add(Long.toString(row.epoch()));
        words.add(Integer.toString(row.sequence()));
        words.add(RowText.write(task, row));
    }

    private void add(@Nullable Wait wait) {
        words.add(wait == null ? NOTHING : wait.id());
        words.add(wait == null ? NOTHING : Canonical.json(wait));
    }

    private void addList(List<String> list) {
        words.add(Integer.toString(list.size()));
        words.addAll(list);
    }

    private String[] all() {
        return words.toArray(String[]::new);
    }

    private static List<String> words(@Nullable Due due, long now) {
        if (due == null) {
            return List.of();
        }
        LedgerRules.checkSettle(due.reservation(), due.usage(), due.micros());
        return List.of(
                Long.toString(now),
                due.reservation(),
                LedgerRows.text(new Amount(due.usage().total(), due.micros())),
                LedgerRows.text(due.usage()));
    }

    private static List<String> words(Effects.@Nullable Append append) {
        List<String> words = new ArrayList<>();
        if (append != null) {
            words.add(Integer.toString(append.seen()));
            append.messages().forEach(message -> words.add(ChatMessageSerializer.messageToJson(message)));
        }
        return words;
    }

    private static List<String> words(List<Draft> drafts) {
        List<String> words = new ArrayList<>();
        for (Draft draft : drafts) {
            words.add(Long.toString(draft.version()));
            words.add(draft.content());
        }
        return words;
    }
}
