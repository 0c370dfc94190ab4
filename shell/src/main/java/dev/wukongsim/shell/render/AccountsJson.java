package dev.wukongsim.shell.render;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wukongsim.runtime.budget.Account;
import java.util.Collection;
import java.util.Locale;

/** The one object that {@code budget --json} prints; all numbers are tokens. */
public final class AccountsJson {

    private static final ObjectMapper JSON = new ObjectMapper();

    private AccountsJson() {}

    public static String of(Collection<Account> accounts) {
        ObjectNode object = JSON.createObjectNode();
        ArrayNode list = object.putArray("accounts");
        for (Account account : accounts) {
            list.addObject()
                    .put("id", account.id())
                    .put("state", account.state().name().toLowerCase(Locale.ROOT))
                    .put("limit", account.limit())
                    .put("spent", account.spent())
                    .put("held", account.held())
                    .put("remaining", account.available());
        }
        return object.toString();
    }
}
