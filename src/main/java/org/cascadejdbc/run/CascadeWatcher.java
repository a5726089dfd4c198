package org.cascadejdbc.run;

/** Is told of each cascade that an engine's sessions have carried out, in the thread that asked for the DELETE. */
@FunctionalInterface
public interface CascadeWatcher {
    void cascaded(CascadeReport report);
}
