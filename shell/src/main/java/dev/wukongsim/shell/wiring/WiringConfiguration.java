package dev.wukongsim.shell.wiring;

import dev.wukongsim.qwen.CircuitBreakers;
import dev.wukongsim.runtime.agent.TaskIds;
import dev.wukongsim.runtime.durable.Timer;
import dev.wukongsim.shell.line.StopRequest;
import java.nio.file.Path;
import java.time.Clock;
import java.util.random.RandomGenerator;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class WiringConfiguration {

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    Timer timer(Clock clock) {
        return new Timer.SystemTimer(clock);
    }

    @Bean
    TaskIds taskIds(Clock clock) {
        return new TaskIds(clock, RandomGenerator.getDefault());
    }

    @Bean
    DataFolder dataFolder(WukongProperties properties) {
        DataFolder folder = new DataFolder(Path.of(properties.home()));
        LogFile.begin(folder.log());
        return folder;
    }

    @Bean
    TaskRecords taskRecords(DataFolder data) {
        return new TaskRecords(data::tasks);
    }

    @Bean
    Archive archive(WukongProperties properties, Clock clock) {
        return new Archive(DataFolder.transcriptsIn(Path.of(properties.home())), clock);
    }

    @Bean
    CalibrationFile calibrationFile(WukongProperties properties) {
        return new CalibrationFile(DataFolder.calibrationIn(Path.of(properties.home())));
    }

    @Bean
    CircuitBreakers circuitBreakers(Clock clock) {
        return new CircuitBreakers(clock);
    }

    @Bean
    Stores stores(WukongProperties properties, DataFolder data) {
        return Stores.open(properties, data);
    }

    @Bean
    StopRequest stopRequest() {
        return new StopRequest();
    }

    @Bean
    Inbox inbox(ObjectProvider<Stores> stores, Clock clock) {
        return new Inbox(() -> stores.getObject().journal(), clock);
    }

    @Bean
    BudgetSettings budgetSettings(WukongProperties properties) {
        return new BudgetSettings(properties.budget());
    }

    @Bean
    AccountBook accountBook(Stores stores, BudgetSettings budget, Archive archive, Clock clock) {
        return new AccountBook(stores.ledger(), budget.policy().zone(), archive, clock);
    }

    @Bean
    Lookout lookout(Workbench workbench) {
        return new Lookout(workbench);
    }

    @Bean
    Workbench workbench(
            WukongProperties properties,
            BudgetSettings budget,
            DataFolder data,
            CalibrationFile calibration,
            CircuitBreakers breakers,
            ObjectProvider<Stores> stores,
            StopRequest stop,
            Clock clock) {
        return new Workbench(properties, budget, data, calibration, breakers, stores::getObject, stop, clock);
    }
}
