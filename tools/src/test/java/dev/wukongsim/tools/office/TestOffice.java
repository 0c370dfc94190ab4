package dev.wukongsim.tools.office;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wukongsim.runtime.tool.Caller;
import dev.wukongsim.runtime.tool.Drafted;
import dev.wukongsim.runtime.tool.ToolCall;
import dev.wukongsim.runtime.tool.ToolResult;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A small office: two departments, six people, and calls in the name of any of them. */
final class TestOffice {

    static final Instant NOW = Instant.parse("2026-11-20T01:30:00Z");

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Office office;
    private final AtomicInteger calls = new AtomicInteger();

    TestOffice() {
        this(start());
    }

    TestOffice(OfficeState state) {
        this.office = Office.open(new World(state, null), Clock.fixed(NOW, ZoneOffset.UTC));
    }

    /** A call that changes nothing before it is accepted. */
    Drafted draft(String employee, String tool, String arguments) {
        return office.tools().draft(toolCall(employee, tool, arguments, "key-" + calls.incrementAndGet()));
    }

    OfficeState state() {
        return office.state();
    }

    /** A call with a key of its own. */
    ToolResult call(String employee, String tool, String arguments) {
        return call(employee, tool, arguments, "key-" + calls.incrementAndGet());
    }

    ToolResult call(String employee, String tool, String arguments, String key) {
        return office.tools().call(toolCall(employee, tool, arguments, key));
    }

    private static ToolCall toolCall(String employee, String tool, String arguments, String key) {
        return new ToolCall(key, tool, object(arguments), new Caller("t-1", "clerk", employee), key);
    }

    static OfficeState start() {
        return new OfficeState(
                "云帆科技",
                new ApprovalPolicy(List.of("expense", "purchase"), List.of("travel", "equipment"), yuan("50000")),
                List.of(new Department("sales", "销售部", "zhao.lei"), new Department("finance", "财务部", "sun.mei")),
                List.of(
                        employee("zhao.lei", "赵磊", "Zhao Lei", "sales", null),
                        employee("chen.jing", "陈静", "Chen Jing", "sales", "zhao.lei"),
                        employee("li.na", "李娜", "Li Na", "sales", "chen.jing"),
                        employee("zhang.wei", "张伟", "Zhang Wei", "sales", "chen.jing"),
                        employee("zhang.wei2", "张薇", "Zhang Wei", "finance", "sun.mei"),
                        employee("sun.mei", "孙梅", "Sun Mei", "finance", "zhao.lei")),
                List.of(new ChatGroup("sales-team", "销售部大群", List.of("zhao.lei", "chen.jing", "li.na", "zhang.wei"))),
                List.of(new Budget("sales", "travel", 2026, yuan("180000"), yuan("171412.35"))),
                List.of(
                        new Document(
                                "EXP-1", "差旅报销单 Shenzhen trip", "li.na", List.of("finance"), "# 报销单\n\n酒店 1280.00 元"),
                        new Document("POL-1", "差旅报销制度", "sun.mei", List.of("everyone"), "# 制度\n\n酒店每晚不超过 650 元"),
                        new Document("WIFI", "Guest Wi-Fi", "sun.mei", List.of("everyone"), "Ask the front desk."),
                        new Document("AUDIT", "审计底稿 travel", "sun.mei", List.of("finance"), "机密")),
                List.of(),
                List.of());
    }

    static Yuan yuan(String amount) {
        return Yuan.of(new BigDecimal(amount));
    }

    private static Employee employee(String id, String name, String pinyin, String department, String manager) {
        return new Employee(id, name, pinyin, id + "@yunfan.example", "Staff", department, manager);
    }

    private static ObjectNode object(String json) {
        try {
            return (ObjectNode) JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(json, e);
        }
    }
}
