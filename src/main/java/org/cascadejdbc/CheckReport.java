package org.cascadejdbc;

import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.cascadejdbc.inspect.check.Doctor;
import org.cascadejdbc.jdbc.CascadeConnection;
import org.cascadejdbc.text.Json;
import org.cascadejdbc.text.Shown;

/**
 * What a check has found. Immutable.
 *
 * @param database which one, and its version
 * @param findings the worst first
 * @param keysChecked how many keys' rows were looked at, or tried to
 * @param keysSkipped how many keys were left out, because they are not of the schemas that were asked for
 * @param orphanRepair the statements that, run in this order in one transaction, leave no orphan of any key: each key's
 *     first repair, put together so that none undoes or misses what another one does
 * @param elapsed how long it took
 */
public record CheckReport(
        String database,
        List<Finding> findings,
        int keysChecked,
        int keysSkipped,
        List<String> orphanRepair,
        Duration elapsed) {
    public CheckReport {
        findings = List.copyOf(findings);
        orphanRepair = List.copyOf(orphanRepair);
    }

    /** Checks the database of that connection. */
    static CheckReport of(CascadeConnection connection, CheckOptions options) throws SQLException {
        DatabaseMetaData metaData = connection.getMetaData();
        Doctor doctor = new Doctor(
                connection.session().inquiry(), options.schemas(), options.samples(),
                (step, steps, table, key, elapsed) -> options.listener()
                        .progress(new CheckListener.Progress(step, steps, table, key, elapsed)));
        Doctor.Diagnosis diagnosis = doctor.examine();
        return new CheckReport(
                metaData.getDatabaseProductName() + " " + metaData.getDatabaseProductVersion(),
                diagnosis.problems().stream().map(Finding::of).toList(),
                diagnosis.keys(),
                diagnosis.skipped(),
                diagnosis.orphanRepair(),
                diagnosis.elapsed());
    }

    /** The findings of that kind. */
    public List<Finding> findings(Finding.Kind kind) {
        return findings.stream().filter(finding -> finding.kind() == kind).toList();
    }

    /** Whether nothing is broken, as far as all could be checked: there is no finding of severity ERROR. */
    public boolean isHealthy() {
        return findings.stream().noneMatch(finding -> finding.severity() == Finding.Severity.ERROR);
    }

    /**
     * All that repairs the errors and warnings, in an order that works: orphans first, then what lets the database enforce
     * its keys, then indexes. It declares no key that only a relation declares: that is a change of the schema that its
     * finding offers. To be read before it is run.
     */
    public List<String> repair() {
        List<String> statements = new ArrayList<>(orphanRepair);
        for (Finding.Kind kind : List.of(Finding.Kind.NOT_ENFORCED, Finding.Kind.MISSING_INDEX)) {
            findings(kind).stream()
                    .flatMap(finding -> finding.repairs().stream().limit(1))
                    .flatMap(repair -> repair.sql().stream())
                    .filter(statement -> !statements.contains(statement))
                    .forEach(statements::add);
        }
        return List.copyOf(statements);
    }

    /** As one JSON object (RFC 8259): the components of this record and of its findings by their names. */
    public String toJson() {
        return Json.of(Json.object(
                "database", database,
                "healthy", isHealthy(),
                "keysChecked", keysChecked,
                "keysSkipped", keysSkipped,
                "elapsedMillis", elapsed.toMillis(),
                "findings", findings.stream().map(Finding::json).toList(),
                "orphanRepair", orphanRepair,
                "repair", repair()));
    }

    /** For people: a summary, then each finding. What is to be run is in {@link #repair}: here it is as it can be shown. */
    @Override
    public String toString() {
        Map<Finding.Severity, Integer> counts = new TreeMap<>();
        findings.forEach(finding -> counts.merge(finding.severity(), 1, Integer::sum));
        StringBuilder text = new StringBuilder("Checked " + number(keysChecked, "foreign key") + " of " + Shown.text(database) + " in "
                + String.format(Locale.ROOT, "%.1f", elapsed.toMillis() / 1000.0) + " s"
                + (keysSkipped == 0 ? "" : ", left out " + number(keysSkipped, "foreign key") + " of other schemas") + ": "
                + (findings.isEmpty() ? "nothing found" : "") + String.join(", ", counts.entrySet().stream()
                        .map(entry -> entry.getKey() == Finding.Severity.INFO
                                ? number(entry.getValue(), "note")
                                : number(entry.getValue(), entry.getKey().name().toLowerCase(Locale.ROOT)))
                        .toList())
                + ". Nothing was changed.\n");
        findings.forEach(finding -> text.append('\n').append(finding));
        if (findings(Finding.Kind.ORPHANS).size() > 1) {
            text.append("\nAll orphans at once, each key's first repair, in one transaction:\n");
            orphanRepair.forEach(statement -> text.append("    ").append(Shown.text(statement)).append(";\n"));
        }
        return text.toString();
    }

    private static String number(int count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }
}
