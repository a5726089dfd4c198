package org.cascadejdbc.cli;

import java.nio.file.Path;
import java.util.Map;

/**
 * What is around a run of the command line.
 *
 * @param home where drivers are looked for: the directory of our jar
 * @param environment the environment variables
 * @param terminal who sits there, if anybody
 * @param secrets what must never be printed
 */
record RunContext(Path home, Map<String, String> environment, Terminal terminal, Secrets secrets) {
    RunContext {
        environment = Map.copyOf(environment);
    }
}
