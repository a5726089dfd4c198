package org.cascadejdbc.inspect.suggest;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cascadejdbc.schema.Index;
import org.cascadejdbc.schema.Table;

/**
 * What a column's name says about the row that it references. In this order, and the first that says something decides:
 *
 * <ol>
 *   <li>a table and its key: {@code customer_id}, {@code customer_code}, {@code id_customer}, {@code fk_customer}; the longest
 *       name wins, so that {@code sales_order_id} is not about {@code orders} if there are {@code sales_orders};
 *   <li>the key of a table by its own name: {@code emp_no} of {@code employees}, {@code isbn} of {@code book};
 *   <li>the same as the first behind other words, a role: {@code billing_address_id};
 *   <li>a place in a tree: {@code parent_id};
 *   <li>a person's role, where there is a table of persons: {@code manager_id}, {@code approved_by}.
 * </ol>
 */
final class ColumnReader {
    /** What a column's last word may call the key of a table, whatever that is called there. */
    private static final Set<String> KEY_WORDS = Set.of("id", "key", "pk", "sk", "ident", "oid");
    private static final Set<String> SAYS_REFERENCE = Set.of("fk", "fkey", "ref");
    /** Words that alone are no name of anything in particular. */
    private static final Set<String> GENERAL = Set.of("id", "key", "pk", "sk", "ident", "oid", "code", "name", "no", "nr", "num",
            "number", "uuid", "guid", "type", "status", "title", "value", "version", "position", "date", "email", "label",
            "description", "slug", "hash", "token", "index", "year", "month", "day", "language", "locale");
    private static final Set<String> TREE = Set.of("parent", "ancestor", "predecessor", "successor", "previous", "superior",
            "root", "replyto", "inreplyto", "duplicateof", "replacedby", "supersededby");
    private static final Set<String> PERSON_ROLES = Set.of("rep", "representative", "manager", "supervisor", "boss",
            "assignee", "author", "creator", "owner", "approver", "reviewer", "editor", "salesperson", "moderator", "leader");
    private static final Set<String> PERSON_DEEDS = Set.of("reportsto", "createdby", "updatedby", "modifiedby", "changedby",
            "deletedby", "approvedby", "assignedto", "reviewedby");
    private static final List<String> PERSONS = List.of("employee", "staff", "user", "person", "personnel");
    private static final int WORD = 4;
    private static final int ABBREVIATION = 3;
    private static final int MOST_ELSEWHERE = 4;

    /** A table and the column of its key that a column's name says; sure as far as a name can be. */
    record Said(Table table, String column, Confidence most, String sentence) {}

    private final TableNames names;
    /** The tables whose primary key is one column, by its name, written together. */
    private final Map<String, List<Table>> byPrimaryKey = new HashMap<>();

    ColumnReader(TableNames names, List<Table> tables) {
        this.names = names;
        for (Table table : tables) {
            if (table.primaryKey().size() == 1) {
                byPrimaryKey.computeIfAbsent(Words.joined(Words.of(table.primaryKey().get(0))), n -> new ArrayList<>()).add(table);
            }
        }
    }

    /** What the name of that column says: nothing, or one thing, or several that are as likely. */
    List<Said> read(Table table, String column) {
        List<String> words = referenceWords(column);
        if (words.isEmpty()) {
            return List.of();
        }
        List<Said> said = ofTable(table, column, words, 0);
        if (said.isEmpty()) {
            said = ofPrimaryKey(table, column, words);
        }
        for (int role = 1; said.isEmpty() && role < words.size(); role++) {
            said = ofTable(table, column, words, role);
        }
        List<String> plain = words.stream().map(word -> word.replaceAll("\\d+$", "")).filter(word -> !word.isEmpty()).toList();
        for (int role = 0; said.isEmpty() && !plain.equals(words) && role < plain.size(); role++) {
            said = ofTable(table, column, plain, role).stream().map(one -> new Said(one.table(), one.column(),
                    one.most().orLess(Confidence.MEDIUM), one.sentence())).toList();
        }
        if (said.isEmpty() && !isPolymorphic(table, words)) {
            said = ofTree(table, column, words);
            if (said.isEmpty()) {
                said = ofPerson(table, column, words);
            }
        }
        return said.stream().filter(one -> !one.table().equals(table) || !one.column().equals(column)).toList();
    }

    private static boolean saysReference(String column) {
        List<String> words = Words.of(column);
        return SAYS_REFERENCE.contains(words.get(0)) || SAYS_REFERENCE.contains(words.get(words.size() - 1));
    }

    /** Without words that only say that it is a reference; {@code id_customer} turned round. */
    static List<String> referenceWords(String column) {
        List<String> words = new ArrayList<>(Words.of(column));
        while (words.size() > 1 && SAYS_REFERENCE.contains(words.get(0))) {
            words.remove(0);
        }
        while (words.size() > 1 && SAYS_REFERENCE.contains(words.get(words.size() - 1))) {
            words.remove(words.size() - 1);
        }
        if (words.size() > 1 && words.get(0).equals("id")) {
            words.add(words.remove(0));
        }
        String only = words.isEmpty() ? "" : words.get(0);
        // PostgreSQL's folding: customerid.
        return words.size() == 1 && only.length() > WORD && only.endsWith("id")
                ? List.of(only.substring(0, only.length() - 2), "id")
                : List.copyOf(words);
    }

    // ---- a table's name -------------------------------------------------------------------------------------------

    private List<Said> ofTable(Table from, String column, List<String> words, int role) {
        for (int end = words.size(); end > role; end--) {
            List<String> rest = words.subList(end, words.size());
            if (role > 0 && rest.isEmpty()) {
                continue; // home_country may be anything
            }
            List<Said> said = new ArrayList<>();
            for (Table table : names.find(words.subList(role, end), from.name().schema())) {
                key(table, rest).ifPresent(key -> said.add(new Said(table, key,
                        role > 0 || (rest.isEmpty() && !saysReference(column)) ? Confidence.MEDIUM : Confidence.HIGH,
                        column + " names " + table.name().name() + " and its key " + key
                                + (role > 0 ? ", after " + String.join(" ", words.subList(0, role)) : ""))));
            }
            if (!said.isEmpty()) {
                return said;
            }
        }
        return List.of();
    }

    /** The tables that the name of a column names, whatever their keys are, with the words behind each one's name. */
    Map<Table, List<String>> tables(Table from, String column) {
        List<String> words = referenceWords(column);
        Map<Table, List<String>> found = new HashMap<>();
        for (int end = words.size(); end > 0; end--) {
            List<String> rest = words.subList(end, words.size());
            names.find(words.subList(0, end), from.name().schema()).forEach(table -> found.putIfAbsent(table, rest));
        }
        return found;
    }

    /** The unique column of that table which is so called there, with or without the table's name; none is the primary key. */
    private Optional<String> key(Table table, List<String> rest) {
        Optional<String> primary = table.primaryKey().stream().filter(column -> table.primaryKey().size() == 1).findFirst();
        if (rest.isEmpty()) {
            return primary;
        }
        Optional<String> called = keys(table).stream()
                .filter(key -> key.size() == 1 && isCalled(table, key.get(0), rest))
                .map(key -> key.get(0))
                .findFirst();
        return called.isPresent() || rest.size() > 1 || !KEY_WORDS.contains(rest.get(0)) ? called : primary;
    }

    /** Whether a column of that table is called so, with or without the table's name before it. */
    boolean isCalled(Table table, String column, List<String> rest) {
        return Words.joined(rest).equals(Words.joined(Words.of(column)))
                || Words.joined(rest).equals(Words.joined(local(table, column)));
    }

    /** {@code id} for {@code customer_id} of {@code customers}. */
    List<String> local(Table table, String column) {
        List<String> words = referenceWords(column);
        for (int end = words.size() - 1; end > 0; end--) {
            if (names.means(words.subList(0, end), table)) {
                return words.subList(end, words.size());
            }
        }
        return words;
    }

    /** The primary key, and each unique one. */
    static List<List<String>> keys(Table table) {
        List<List<String>> keys = new ArrayList<>();
        if (!table.primaryKey().isEmpty()) {
            keys.add(table.primaryKey());
        }
        table.indexes().stream().filter(Index::unique).map(Index::columns).filter(key -> !keys.contains(key)).forEach(keys::add);
        return keys;
    }

    // ---- other names ----------------------------------------------------------------------------------------------

    private List<Said> ofPrimaryKey(Table from, String column, List<String> words) {
        if (from.primaryKey().equals(List.of(column)) || GENERAL.containsAll(Words.of(column))) {
            return List.of(); // which of two tables with the same key references the other, no name tells
        }
        List<String> stem = words.subList(0, words.size() - 1);
        boolean speaking = !GENERAL.contains(words.get(words.size() - 1));
        List<Table> all = byPrimaryKey.getOrDefault(Words.joined(Words.of(column)), List.of());
        List<Table> beside = all.stream().filter(table -> table.name().schema().equals(from.name().schema())).toList();
        return (beside.isEmpty() && all.size() <= MOST_ELSEWHERE ? all : beside).stream()
                .filter(table -> !table.equals(from) && (speaking ? words.get(0).length() >= WORD : abbreviates(stem, table)))
                .map(table -> new Said(table, table.primaryKey().get(0), speaking ? Confidence.LOW : Confidence.MEDIUM,
                        column + " is called like the primary key of " + table.name().name()))
                .toList();
    }

    private boolean abbreviates(List<String> stem, Table table) {
        List<String> core = names.core(table);
        return core.size() <= stem.size() && Words.joined(stem).length() >= ABBREVIATION
                && Words.joined(core).startsWith(Words.joined(stem));
    }

    private static boolean isPolymorphic(Table table, List<String> words) {
        String type = Words.joined(stem(words)) + "type";
        return table.columns().stream().anyMatch(column -> Words.joined(Words.of(column.name())).equals(type));
    }

    private static List<String> stem(List<String> words) {
        return words.size() > 1 && KEY_WORDS.contains(words.get(words.size() - 1)) ? words.subList(0, words.size() - 1) : words;
    }

    private List<Said> ofTree(Table table, String column, List<String> words) {
        return isTree(words) && table.primaryKey().size() == 1
                ? List.of(new Said(table, table.primaryKey().get(0), Confidence.MEDIUM,
                        column + " names another row of the same table"))
                : List.of();
    }

    /** {@code parent_id}; a mere {@code parent} may be a text. */
    static boolean isTree(List<String> words) {
        return words.size() > 1 && TREE.contains(Words.joined(stem(words)));
    }

    private List<Said> ofPerson(Table from, String column, List<String> words) {
        List<String> stem = stem(words);
        boolean role = stem.size() < words.size() && PERSON_ROLES.contains(stem.get(stem.size() - 1));
        if (!role && !PERSON_DEEDS.contains(Words.joined(stem))) {
            return List.of();
        }
        boolean self = PERSONS.stream().anyMatch(person -> names.means(List.of(person), from));
        List<Table> persons = self
                ? List.of(from)
                : PERSONS.stream().flatMap(person -> names.find(List.of(person), from.name().schema()).stream())
                        .distinct()
                        .toList();
        return persons.stream()
                .filter(table -> table.primaryKey().size() == 1)
                .map(table -> new Said(table, table.primaryKey().get(0), Confidence.LOW,
                        column + " sounds like a person's role, and " + table.name().name() + " has persons"))
                .toList();
    }
}
