package dev.wukongsim.shell.wiring;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class DataConfiguration {

    @Bean
    DataFolder dataFolder(WukongProperties properties) {
        DataFolder folder = new DataFolder(properties.home());
        LogFile.begin(folder.log());
        return folder;
    }
}
