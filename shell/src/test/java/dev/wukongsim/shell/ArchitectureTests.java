package dev.wukongsim.shell;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.jspecify.annotations.NullMarked;

/** The walls of the house. Maven's modules hold the rest. */
@AnalyzeClasses(packages = "dev.wukongsim", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTests {

    private static final String RUNTIME = "dev.wukongsim.runtime.";

    @ArchTest
    static void theScanSawTheHouse(JavaClasses house) {
        assertThat(house).hasSizeGreaterThan(200);
        assertThat(house.containPackage("dev.wukongsim.runtime.agent")).isTrue();
        assertThat(house.containPackage("dev.wukongsim.shell.line")).isTrue();
    }

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("dev.wukongsim.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule packagesAreNullMarked = classes().should(resideInANullMarkedPackage());

    @ArchTest
    static final ArchRule theRuntimeKnowsNoFramework = noClasses()
            .that()
            .resideInAPackage("dev.wukongsim.runtime..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.springframework..",
                    "io.lettuce..",
                    "io.netty..",
                    "com.github.tomakehurst..",
                    "org.wiremock..",
                    "dev.langchain4j.model.openai..",
                    "dev.langchain4j.http..");

    @ArchTest
    static final ArchRule onlyTheShellKnowsSpring = only("dev.wukongsim.shell..", "org.springframework..");

    @ArchTest
    static final ArchRule onlyRedisKnowsLettuce = only("dev.wukongsim.redis..", "io.lettuce..");

    @ArchTest
    static final ArchRule onlyScheduleKnowsCronUtils = only("dev.wukongsim.schedule..", "com.cronutils..");

    @ArchTest
    static final ArchRule onlyThoseWhoSpeakOnTheNetworkKnowNetty = noClasses()
            .that()
            .resideOutsideOfPackages("dev.wukongsim.redis..", "dev.wukongsim.simulator..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.netty..");

    @ArchTest
    static final ArchRule onlyTheSimulatorKnowsWireMock =
            only("dev.wukongsim.simulator..", "com.github.tomakehurst..", "org.wiremock..");

    @ArchTest
    static final ArchRule onlyTheShellPrints =
            noClasses().that().resideOutsideOfPackage("dev.wukongsim.shell..").should(ACCESS_STANDARD_STREAMS);

    @ArchTest
    static final ArchRule roomsOfTheRuntimeDependOnEarlierOnes = layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage("dev.wukongsim.runtime..")
            .layer("tool")
            .definedBy(RUNTIME + "tool")
            .layer("model")
            .definedBy(RUNTIME + "model")
            .layer("memory")
            .definedBy(RUNTIME + "memory")
            .layer("budget")
            .definedBy(RUNTIME + "budget")
            .layer("metering")
            .definedBy(RUNTIME + "metering")
            .layer("allowance")
            .definedBy(RUNTIME + "allowance")
            .layer("policy")
            .definedBy(RUNTIME + "policy")
            .layer("planning")
            .definedBy(RUNTIME + "planning")
            .layer("event")
            .definedBy(RUNTIME + "event")
            .layer("durable")
            .definedBy(RUNTIME + "durable")
            .layer("definition")
            .definedBy(RUNTIME + "definition")
            .layer("agent")
            .definedBy(RUNTIME + "agent")
            .whereLayer("tool")
            .mayNotAccessAnyLayer()
            .whereLayer("model")
            .mayOnlyAccessLayers("tool")
            .whereLayer("memory")
            .mayOnlyAccessLayers("tool", "model")
            .whereLayer("budget")
            .mayOnlyAccessLayers("tool", "model")
            .whereLayer("metering")
            .mayOnlyAccessLayers("tool", "model", "budget")
            .whereLayer("allowance")
            .mayOnlyAccessLayers("tool", "model", "budget")
            .whereLayer("policy")
            .mayOnlyAccessLayers("tool", "model")
            .whereLayer("planning")
            .mayOnlyAccessLayers("tool", "model", "memory", "budget", "policy")
            .whereLayer("event")
            .mayOnlyAccessLayers("tool", "model", "memory", "budget", "policy", "planning")
            .whereLayer("durable")
            .mayOnlyAccessLayers("tool", "model", "memory", "budget", "policy", "planning", "event")
            .whereLayer("definition")
            .mayOnlyAccessLayers(
                    "tool", "model", "memory", "budget", "policy", "planning", "event", "durable", "allowance")
            .whereLayer("agent")
            .mayNotBeAccessedByAnyLayer();

    private static ArchRule only(String room, String... libraries) {
        return noClasses()
                .that(not(resideInAnyPackage(room)))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(libraries)
                .allowEmptyShould(true);
    }

    private static ArchCondition<JavaClass> resideInANullMarkedPackage() {
        DescribedPredicate<JavaClass> doorPlate = simpleName("package-info");
        return new ArchCondition<>("reside in a package whose package-info is @NullMarked") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                boolean marked = type.getPackage().getClasses().stream()
                        .filter(doorPlate)
                        .anyMatch(plate -> plate.isAnnotatedWith(NullMarked.class));
                events.add(new SimpleConditionEvent(
                        type, marked, type.getPackageName() + " has a @NullMarked package-info: " + marked));
            }
        };
    }
}
