package dev.wukongsim.shell.wiring;

import static org.assertj.core.api.Assertions.assertThat;

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
                        new WukongProperties.Budget(null, 2_000_000, 100_000_000)));
    }

    @Test
    void names() {
        assertThat(bind(new MapPropertySource(
                        "yaml",
                        Map.of(
                                "wukong.home", "/data",
                                "wukong.redis", "redis://localhost:6379",
                                "wukong.endpoint", "https://example.com/v1",
                                "wukong.api-key", "sk-1",
                                "wukong.model-timeout", "90s",
                                "wukong.budget.policy", "budget.yaml",
                                "wukong.budget.employee-monthly", "10",
                                "wukong.budget.organisation-monthly", "20"))))
                .isEqualTo(everythingSet());
    }

    @Test
    void namesOfEnvironmentVariables() {
        assertThat(bind(new SystemEnvironmentPropertySource(
                        "systemEnvironment",
                        Map.of(
                                "WUKONG_HOME", "/data",
                                "WUKONG_REDIS", "redis://localhost:6379",
                                "WUKONG_ENDPOINT", "https://example.com/v1",
                                "WUKONG_API_KEY", "sk-1",
                                "WUKONG_MODEL_TIMEOUT", "90s",
                                "WUKONG_BUDGET_POLICY", "budget.yaml",
                                "WUKONG_BUDGET_EMPLOYEE_MONTHLY", "10",
                                "WUKONG_BUDGET_ORGANISATION_MONTHLY", "20"))))
                .isEqualTo(everythingSet());
    }

    private static WukongProperties everythingSet() {
        return new WukongProperties(
                "/data",
                "redis://localhost:6379",
                URI.create("https://example.com/v1"),
                "sk-1",
                Duration.ofSeconds(90),
                new WukongProperties.Budget("budget.yaml", 10, 20));
    }

    private static WukongProperties bind(PropertySource<?> source) {
        MutablePropertySources sources = new MutablePropertySources();
        sources.addLast(source);
        return new Binder(ConfigurationPropertySources.from(sources)).bindOrCreate("wukong", WukongProperties.class);
    }
}
