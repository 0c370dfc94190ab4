package dev.wukongsim.redis;

import dev.wukongsim.schedule.ScheduleStore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Schedules in Redis: one hash for all of a tenant's. */
final class RedisScheduleStore implements ScheduleStore {

    private final RedisLink link;
    private final String key;

    RedisScheduleStore(RedisLink link, Keys keys) {
        this.link = link;
        this.key = keys.one("schedules");
    }

    @Override
    public Optional<Remembered> find(String schedule) {
        return Optional.ofNullable(link.call(redis -> redis.hget(key, schedule + "/tick")))
                .map(tick -> new Remembered(time(tick), sight(schedule)));
    }

    private Optional<Sight> sight(String schedule) {
        return Optional.ofNullable(link.call(redis -> redis.hget(key, schedule + "/seen")))
                .map(sight -> sight.split(" ", 2))
                .map(parts -> new Sight(time(parts[0]), parts[1]));
    }

    private static Instant time(String millis) {
        return Instant.ofEpochMilli(Long.parseLong(millis));
    }

    @Override
    public boolean take(String schedule, Instant tick) {
        return link.change("take", List.of(key), schedule, millis(tick)).word().equals("OK");
    }

    @Override
    public void saw(String schedule, Sight sight) {
        link.change("saw", List.of(key), schedule, millis(sight.tick()), sight.seen());
    }

    private static String millis(Instant tick) {
        return Long.toString(tick.toEpochMilli());
    }
}
