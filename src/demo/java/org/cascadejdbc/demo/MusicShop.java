package org.cascadejdbc.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.sql.DataSource;
import org.cascadejdbc.CascadeDataSource;
import org.cascadejdbc.DeleteRule;
import org.sqlite.SQLiteDataSource;

/** The main story: an artist leaves a music shop, without us and with us. */
final class MusicShop {
    private static final String ARTIST = "Name = 'Iron Maiden'";
    private static final String DELETE = "DELETE FROM Artist WHERE " + ARTIST;

    /** Which rows hang on the artist, by hand: what an application would have to know without cascades. */
    private static final Map<String, String> DOOMED = new LinkedHashMap<>();

    static {
        String albums = "ArtistId IN (SELECT ArtistId FROM Artist WHERE " + ARTIST + ")";
        String tracks = "AlbumId IN (SELECT AlbumId FROM Album WHERE " + albums + ")";
        String usesOfTracks = "TrackId IN (SELECT TrackId FROM Track WHERE " + tracks + ")";
        DOOMED.put("Artist", ARTIST);
        DOOMED.put("Album", albums);
        DOOMED.put("Track", tracks);
        DOOMED.put("PlaylistTrack", usesOfTracks);
        DOOMED.put("InvoiceLine", usesOfTracks);
    }

    private final Report report;
    private final Path directory;
    private final Path original;

    MusicShop(Report report, Path directory) {
        this.report = report;
        this.directory = directory;
        this.original = directory.resolve("original.db");
    }

    void tell() throws IOException, SQLException {
        Chinook chinook = load();
        withoutUs();
        withUs(chinook);
        keepWhatWasSold(chinook);
    }

    private Chinook load() throws SQLException {
        report.section("1. A music shop");
        Chinook chinook;
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + original)) {
            chinook = Chinook.copyTo(connection);
            UnexpectedOutcome.unless(0, Sql.orphans(connection), "orphans in the sample data");
        }
        UnexpectedOutcome.unless(11, chinook.tables().size(), "tables");
        UnexpectedOutcome.unless(11, chinook.foreignKeys(), "foreign keys");
        UnexpectedOutcome.unless(15_607, chinook.rows(), "rows");
        report.say(String.format(
                Locale.ROOT,
                "The Chinook sample database, copied into SQLite: %d tables, %,d rows, and %d foreign keys, all of "
                        + "them declared without ON DELETE CASCADE, as in most databases that have grown:",
                chinook.tables().size(), chinook.rows(), chinook.foreignKeys()));
        report.quote("""
                Artist <- Album <- Track <- PlaylistTrack
                                         <- InvoiceLine""");
        report.say("One artist leaves the shop:");
        report.quote(DELETE);
        return chinook;
    }

    private void withoutUs() throws IOException, SQLException {
        report.section("2. Without cascade-jdbc");
        report.say("a) jdbc:sqlite:shop.db");
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + copy("forgotten.db"))) {
            int deleted = Sql.update(connection, DELETE);
            long albums = Sql.count(connection, "Album", "ArtistId NOT IN (SELECT ArtistId FROM Artist)");
            UnexpectedOutcome.unless(1, deleted, "artists deleted");
            UnexpectedOutcome.unless(21, albums, "albums without artist");
            report.say("SQLite looks at foreign keys only on connections that ask for it, and this one forgot to. The "
                    + "DELETE succeeds, and " + albums + " albums now belong to an artist that does not exist.");
        }
        report.say("b) jdbc:sqlite:shop.db?foreign_keys=true");
        try (Connection connection =
                DriverManager.getConnection("jdbc:sqlite:" + copy("refused.db") + "?foreign_keys=true")) {
            SQLException refusal = Sql.refused(connection, DELETE);
            UnexpectedOutcome.unless(1, Sql.count(connection, "Artist", ARTIST), "artists after the refusal");
            report.say("Asked for it, SQLite refuses:");
            report.quote(refusal.getMessage());
            report.say("What is left is to write " + DOOMED.size() + " DELETEs by hand, in the right order, in one "
                    + "transaction, and to find them all again whenever a table is added.");
        }
    }

    private void withUs(Chinook chinook) throws IOException, SQLException {
        report.section("3. With cascade-jdbc");
        report.say("The same DELETE, through a DataSource around the application's own:");
        report.quote("""
                CascadeDataSource.builder(dataSource)
                        .property("cascade.noAction", "cascade")
                        .build()""");
        report.say("or, where only the URL can be changed:");
        report.quote("jdbc:cascade:sqlite:shop.db?cascade.noAction=cascade");
        report.say("(By default a key without ON DELETE keeps its meaning, which is to refuse. "
                + "cascade.noAction=cascade says that in this shop they cascade.)");
        StatementPrinter printer = new StatementPrinter(report);
        Path shop = copy("shop.db");
        try (CascadeDataSource dataSource = CascadeDataSource.builder(printer.around(sqlite(shop)))
                        .property("cascade.noAction", "cascade")
                        .build();
                Connection connection = dataSource.getConnection()) {
            Map<String, Long> doomed = whatWillGo(connection);
            Map<String, Long> before = Sql.counts(connection, chinook.tables());
            report.say("What cascade-jdbc sends in place of the DELETE (also in the log: logger org.cascadejdbc.sql, "
                    + "level DEBUG):");
            report.blank();
            printer.show();
            int deleted = Sql.update(connection, DELETE);
            printer.hide();
            UnexpectedOutcome.unless(1, deleted, "update count");
            report.say("(Not shown: " + printer.catalogQueries() + " questions to SQLite's catalog and pragmas, to "
                    + "learn the keys.) The update count that the application gets is " + deleted + ", the artist, as "
                    + "if the database itself had cascaded. The tables:");
            Map<String, Long> after = Sql.counts(connection, chinook.tables());
            compare(before, after, doomed);
        }
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + shop)) {
            long orphans = Sql.orphans(connection);
            UnexpectedOutcome.unless(0, orphans, "orphans after the cascade");
            report.say("PRAGMA foreign_key_check, SQLite's own search for orphans, finds " + orphans + ".");
        }
    }

    private Map<String, Long> whatWillGo(Connection connection) throws SQLException {
        Map<String, Long> doomed = new LinkedHashMap<>();
        List<List<?>> rows = new ArrayList<>();
        for (Map.Entry<String, String> table : DOOMED.entrySet()) {
            long count = Sql.count(connection, table.getKey(), table.getValue());
            doomed.put(table.getKey(), count);
            rows.add(List.of(table.getKey(), count));
        }
        report.say("What hangs on the artist and has to go with it, counted by hand-written SQL beforehand:");
        report.table(List.of("table", "rows"), rows);
        return doomed;
    }

    private void compare(Map<String, Long> before, Map<String, Long> after, Map<String, Long> doomed) {
        List<List<?>> rows = new ArrayList<>();
        before.forEach((table, count) -> {
            long gone = count - after.get(table);
            UnexpectedOutcome.unless(doomed.getOrDefault(table, 0L), gone, "rows gone from " + table);
            rows.add(List.of(table, count, after.get(table), gone));
        });
        report.table(List.of("table", "before", "after", "gone"), rows);
    }

    private void keepWhatWasSold(Chinook chinook) throws IOException, SQLException {
        report.section("4. With a brake");
        report.say("Should invoice lines vanish because an artist leaves? If not, one relation says so, and wins over "
                + "cascade.noAction:");
        report.quote("""
                .foreignKey("InvoiceLine", "TrackId").references("Track", "TrackId")
                        .onDelete(DeleteRule.RESTRICT)""");
        try (CascadeDataSource dataSource = CascadeDataSource.builder(sqlite(copy("brake.db")))
                        .property("cascade.noAction", "cascade")
                        .foreignKey("InvoiceLine", "TrackId").references("Track", "TrackId")
                        .onDelete(DeleteRule.RESTRICT)
                        .build();
                Connection connection = dataSource.getConnection()) {
            Map<String, Long> before = Sql.counts(connection, chinook.tables());
            SQLException refusal = Sql.refused(connection, DELETE);
            compareUnchanged(before, Sql.counts(connection, chinook.tables()));
            report.say("Now the same DELETE is refused:");
            report.quote(refusal.getMessage());
            report.say("and nothing has changed, in none of the " + before.size() + " tables: a DELETE happens as a "
                    + "whole or not at all.");
        }
    }

    private static void compareUnchanged(Map<String, Long> before, Map<String, Long> after) {
        before.forEach((table, count) -> UnexpectedOutcome.unless(count, after.get(table), "rows left in " + table));
    }

    private Path copy(String name) throws IOException {
        return Files.copy(original, directory.resolve(name));
    }

    private static DataSource sqlite(Path file) {
        SQLiteDataSource dataSource = new SQLiteDataSource();
        dataSource.setUrl("jdbc:sqlite:" + file);
        return dataSource;
    }
}
