package org.cascadejdbc.run;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Label;
import jdk.jfr.Name;
import org.cascadejdbc.text.Shown;

/** A cascade in Java Flight Recorder. Only loaded where the module {@code jdk.jfr} is there. */
@Name("org.cascadejdbc.Cascade")
@Label("Cascade")
@Category("cascade-jdbc")
@Description("A DELETE whose cascade cascade-jdbc has carried out")
final class JfrCascade extends Event {
    private static final long UNKNOWN = -1;

    @Label("Tables")
    String tables;

    @Label("Entries")
    @Description("How many DELETEs of a batch were carried out together")
    int entries;

    @Label("Strategy")
    String strategy;

    @Label("Statements")
    long statements;

    @Label("Round Trips")
    long roundTrips;

    @Label("Rows")
    @Description("Rows that the DELETE itself matched, -1 where that is not known")
    long rows;

    @Label("Rows Touched")
    @Description("Rows that were deleted or updated, -1 where that is not known")
    long rowsTouched;

    @Label("Outcome")
    String outcome;

    @Label("SQLState")
    String sqlState;

    /** Whether a recording is on that wants them. */
    static boolean isRecorded() {
        return FlightRecorder.isInitialized() && new JfrCascade().isEnabled();
    }

    /** One that begins now, or {@code null} where nobody records it. */
    static JfrCascade begun() {
        if (!isRecorded()) {
            return null;
        }
        JfrCascade event = new JfrCascade();
        event.begin();
        return event;
    }

    void end(CascadeReport report) {
        end();
        tables = Shown.text(String.join(", ", report.tables()));
        entries = report.entries();
        strategy = report.single() ? "one statement" : "several statements";
        statements = report.statements();
        roundTrips = report.roundTrips();
        rows = report.matched().orElse(UNKNOWN);
        rowsTouched = report.touched().orElse(UNKNOWN);
        outcome = report.failure() == null ? "done" : report.refused() ? "refused" : "failed";
        sqlState = report.sqlState();
        commit();
    }
}
