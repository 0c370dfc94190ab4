package dev.wukongsim.shell.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wukongsim.qwen.Dialect;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class WukongPropertiesTests {

    @Test
    void defaults() {
        assertThat(bind(new MapPropertySource("empty", Map.of())))
                .isEqualTo(new WukongProperties(
                        ".wukong",
                        null,
                        null,
                        null,
                        Duration.ofMinutes(5),
                        null,
                        true,
                        null,
                        new WukongProperties.Budget(null, 2_000_000, 100_000_000)));
    }

    @Test
    void names() {
        assertThat(bind(new MapPropertySource(
                        "yaml",
                        Map.ofEntries(
                                Map.entry("wukong.home", "/data"),
                                Map.entry("wukong.redis", "redis://localhost:6379"),
                                Map.entry("wukong.endpoint", "https://example.com/v1"),
                                Map.entry("wukong.api-key", "sk-1"),
                                Map.entry("wukong.model-timeout", "90s"),
                                Map.entry("wukong.dialect", "vllm"),
                                Map.entry("wukong.streamed", "false"),
                                Map.entry("wukong.burst-wait", "30s"),
                                Map.entry("wukong.budget.policy", "budget.yaml"),
                                Map.entry("wukong.budget.employee-monthly", "10"),
                                Map.entry("wukong.budget.organisation-monthly", "20")))))
                .isEqualTo(everythingSet());
    }

    @Test
    void namesOfEnvironmentVariables() {
        assertThat(bind(new SystemEnvironmentPropertySource(
                        "systemEnvironment",
                        Map.ofEntries(
                                Map.entry("WUKONG_HOME", "/data"),
                                Map.entry("WUKONG_REDIS", "redis://localhost:6379"),
                                Map.entry("WUKONG_ENDPOINT", "https://example.com/v1"),
                                Map.entry("WUKONG_API_KEY", "sk-1"),
                                Map.entry("WUKONG_MODEL_TIMEOUT", "90s"),
                                Map.entry("WUKONG_DIALECT", "vllm"),
                                Map.entry("WUKONG_STREAMED", "false"),
                                Map.entry("WUKONG_BURST_WAIT", "30s"),
                                Map.entry("WUKONG_BUDGET_POLICY", "budget.yaml"),
                                Map.entry("WUKONG_BUDGET_EMPLOYEE_MONTHLY", "10"),
                                Map.entry("WUKONG_BUDGET_ORGANISATION_MONTHLY", "20")))))
                .isEqualTo(everythingSet());
    }

    private static WukongProperties everythingSet() {
        return new WukongProperties(
                "/data",
                "redis://localhost:6379",
                URI.create("https://example.com/v1"),
                "sk-1",
                Duration.ofSeconds(90),
                Dialect.VLLM,
                false,
                Duration.ofSeconds(30),
                new WukongProperties.Budget("budget.yaml", 10, 20));
    }

    private static WukongProperties bind(PropertySource<?> source) {
        MutablePropertySources sources = new MutablePropertySources();
        sources.addLast(source);
        return new Binder(ConfigurationPropertySources.from(sources)).bindOrCreate("wukong", WukongProperties.class);
    }
}
