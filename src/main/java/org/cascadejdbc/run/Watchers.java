package org.cascadejdbc.run;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.cascadejdbc.text.Shown;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who is told of cascades: the application's listeners, and Java Flight Recorder while it records. None of
 * them can change what a DELETE does or answers. Thread-safe.
 */
public final class Watchers {
    private static final Logger LOG = LoggerFactory.getLogger("org.cascadejdbc");
    /** A runtime may be without the module; {@link JfrCascade} must not be loaded then. */
    private static final boolean FLIGHT_RECORDER = hasFlightRecorder();

    private final List<CascadeWatcher> all;
    private final Set<CascadeWatcher> broken = ConcurrentHashMap.newKeySet();

    public Watchers(List<CascadeWatcher> all) {
        this.all = List.copyOf(all);
    }

    private static boolean hasFlightRecorder() {
        try {
            Class.forName("jdk.jfr.FlightRecorder", false, Watchers.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }

    /** Whether anybody wants to know at this moment. */
    boolean any() {
        return !all.isEmpty() || (FLIGHT_RECORDER && JfrCascade.isRecorded());
    }

    /** The recording of a cascade that begins now, or {@code null} where none is made. */
    static JfrCascade recording() {
        return FLIGHT_RECORDER ? JfrCascade.begun() : null;
    }

    /** Tells all of them; never throws. */
    void tell(CascadeReport report, JfrCascade recording) {
        if (recording != null) {
            recording.end(report);
        }
        for (CascadeWatcher watcher : all) {
            try {
                watcher.cascaded(report);
            } catch (Throwable e) { // whatever it is, the DELETE has its answer already
                if (broken.add(watcher)) {
                    LOG.warn("{} failed, and the DELETE did not: its further failures are not told", Shown.text(watcher), e);
                }
            }
        }
    }
}
