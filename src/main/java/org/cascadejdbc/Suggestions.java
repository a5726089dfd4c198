package org.cascadejdbc;

import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.cascadejdbc.Suggestion.Confidence;
import org.cascadejdbc.inspect.suggest.Adviser;
import org.cascadejdbc.jdbc.CascadeConnection;
import org.cascadejdbc.text.Json;
import org.cascadejdbc.text.Shown;

/**
 * The foreign keys that a database seems to have without declaring them. Immutable.
 *
 * @param database which one, and its version
 * @param suggested the surest first, then in the catalog's order
 * @param rejected those that a name speaks for, and types or rows against
 * @param elapsed how long it took
 */
public record Suggestions(
        String database, List<Suggestion> suggested, List<Suggestion> rejected, Duration elapsed) {
    public Suggestions {
        suggested = List.copyOf(suggested);
        rejected = List.copyOf(rejected);
    }

    /** For the database of that connection. */
    static Suggestions of(CascadeConnection connection, SuggestOptions options) throws SQLException {
        DatabaseMetaData metaData = connection.getMetaData();
        Adviser adviser = new Adviser(connection.session().inquiry(), options.schemas(),
                (step, steps, table, key, elapsed) -> options.listener()
                        .progress(new CheckListener.Progress(step, steps, table, key, elapsed)));
        List<Suggestion> suggested = new ArrayList<>(adviser.propose().stream().map(Suggestion::of).toList());
        List<Suggestion> rejected = suggested.stream().filter(one -> one.confidence() == Confidence.NONE).toList();
        suggested.removeAll(rejected);
        suggested.sort((one, other) -> one.confidence().compareTo(other.confidence()));
        return new Suggestions(
                metaData.getDatabaseProductName() + " " + metaData.getDatabaseProductVersion(),
                suggested,
                rejected,
                adviser.elapsed());
    }

    /**
     * A relations file, to be read before {@code cascade.relations} names it. Its relations say NO ACTION: none of them makes
     * anything go by itself; what is not sure is there as a comment. As it is, the file makes deletes of rows be refused that
     * others reference. It is for a file: names in its relations are as they are, whatever characters they have.
     */
    public String toSql() {
        StringBuilder text = new StringBuilder("-- Suggested by cascade-jdbc for " + Shown.text(database) + ".\n"
                + "-- Read it before you use it: names suggest these keys, rows confirm them, nobody has declared them.\n"
                + "-- NO ACTION: as long as rows reference a row, it cannot be deleted. Where they are to go with it, write\n"
                + "-- ON DELETE CASCADE; where they are to forget it, ON DELETE SET NULL. Delete what is no key.\n");
        for (Suggestion one : suggested) {
            comment(one.confidence().name().toLowerCase(Locale.ROOT) + ": " + one.path(), one.evidence(), text);
            if (one.confidence() == Confidence.LOW) {
                text.append("-- Not sure enough to be used as it is; remove the dashes if it is a key:\n-- ")
                        .append(Shown.text(one.sql())).append('\n');
            } else {
                text.append(one.sql()).append('\n');
            }
        }
        rejected.forEach(one -> comment("not suggested: " + one.path(), one.evidence(), text));
        return text.toString();
    }

    private static void comment(String title, List<String> sentences, StringBuilder text) {
        text.append("\n-- ").append(Shown.text(title)).append('\n');
        sentences.forEach(sentence -> text.append("--     ").append(Shown.text(sentence)).append('\n'));
    }

    /** As one JSON object (RFC 8259): the components of this record and of its suggestions by their names. */
    public String toJson() {
        return Json.of(Json.object(
                "database", database,
                "elapsedMillis", elapsed.toMillis(),
                "suggested", suggested.stream().map(Suggestion::asJson).toList(),
                "rejected", rejected.stream().map(Suggestion::asJson).toList()));
    }

    /** For people: a summary, then each suggestion with its evidence. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("Found " + suggested.size() + " possible foreign key"
                + (suggested.size() == 1 ? "" : "s") + " in " + Shown.text(database) + " that nobody declares, and " + rejected.size()
                + " that the rows or types speak against, in "
                + String.format(Locale.ROOT, "%.1f", elapsed.toMillis() / 1000.0) + " s. Nothing was changed.\n");
        suggested.forEach(one -> text.append('\n').append(one));
        rejected.forEach(one -> text.append('\n').append(one));
        return text.toString();
    }
}
