package dev.wukongsim.simulator.protocol;

import static java.util.Objects.requireNonNull;

/**
 * A place where calls come in.
 *
 * @param method in capital letters
 * @param path a regular expression that matches the whole path, without the query
 */
public record Route(String method, String path) {

    public Route {
        requireNonNull(method, "method is null");
        requireNonNull(path, "path is null");
    }

    public static Route get(String path) {
        return new Route("GET", path);
    }

    public static Route post(String path) {
        return new Route("POST", path);
    }

    public static Route delete(String path) {
        return new Route("DELETE", path);
    }
}
