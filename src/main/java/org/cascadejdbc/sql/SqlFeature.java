package org.cascadejdbc.sql;

/**
 * What one database's SQL has and another's has not: where its tokens end, and which forms its statements take. A
 * database is a set of these ({@link Lexis}), so that whoever reads SQL asks what there may be, never whose it is.
 */
public enum SqlFeature {
    // ---- where a token ends ---------------------------------------------------------------------------------------

    /** A backslash escapes in '…' (MySQL without NO_BACKSLASH_ESCAPES; PostgreSQL with standard_conforming_strings=off). */
    BACKSLASH_ESCAPES,
    /**
     * E'…' has backslash escapes, B'…', X'…' and N'…' are literals, and a literal goes on behind a line break
     * (PostgreSQL).
     */
    ESCAPE_STRINGS,
    /** U&amp;"…" and U&amp;'…' have escapes of characters by their numbers (PostgreSQL, H2). */
    UNICODE_ESCAPES,
    /** $tag$…$tag$ is a string (PostgreSQL); elsewhere a dollar sign is a letter. */
    DOLLAR_QUOTES,
    /** $$…$$ is a string, without a tag, and $1 a parameter (H2). */
    PLAIN_DOLLAR_QUOTES,
    /** A word with two dollar signs is a word to one version, and a quote to another (MySQL 9, for bodies in JavaScript). */
    DOUBTFUL_DOLLARS,
    /** "…" is a string, not an identifier (MySQL without ANSI_QUOTES). */
    DOUBLE_QUOTED_STRINGS,
    /** `…` is an identifier (MySQL, SQLite). */
    BACKTICKS,
    /** What `…` quotes is folded as if it were not quoted (H2). */
    BACKTICKS_FOLD,
    /** […] is an identifier (SQLite, H2 that plays SQL Server). */
    BRACKETS,
    /** /&#42; … &#42;/ nests (PostgreSQL). */
    NESTED_COMMENTS,
    /** The driver takes the three characters of /&#42;/ for a whole comment (pgjdbc). */
    COMMENTS_OF_THREE,
    /** A carriage return ends a comment of one line (PostgreSQL). */
    CARRIAGE_RETURN_ENDS_COMMENT,
    /** A comment of one line ends at the next carriage return, if far behind a line feed, and at that only where none follows (HSQLDB). */
    LINE_FEED_ENDS_LAST_COMMENT,
    /** # starts a comment (MySQL). */
    HASH_COMMENTS,
    /** // starts a comment (H2). */
    SLASH_COMMENTS,
    /** -- is a comment only before a blank, control character or the end (MySQL). */
    DASHES_NEED_BLANK,
    /** /&#42;! … &#42;/ is executed (MySQL). */
    EXECUTABLE_COMMENTS,
    /** A vertical tab is no blank (PostgreSQL before 17). */
    NO_VERTICAL_TAB,
    /** A vertical tab is a blank behind another blank only (SQLite). */
    DEPENDENT_VERTICAL_TAB,
    /** Beyond ASCII there are blanks and signs, too: what Java takes for a part of an identifier is a letter (H2). */
    LETTERS_OF_JAVA,
    /** Beyond ASCII only what Java takes for a letter or a digit is one; there are blanks, too (HSQLDB). */
    LETTERS_ALONE,
    /** What Java takes for a space ({@link Character#isSpaceChar}) is a blank, wherever it comes from (H2, HSQLDB). */
    SPACES_OF_JAVA,
    /** A word may begin with digits; in return numbers have no underscores (MySQL). */
    WORDS_BEGIN_WITH_DIGITS,
    /** ?? is an operator's question mark, as pgjdbc has it (PostgreSQL). */
    QUESTION_OPERATORS,
    /** Parameters :a, @a, $a, ?1, which may be used several times (SQLite). */
    NAMED_PARAMETERS,
    /** A parameter that runs into a word is an error (PostgreSQL). */
    PARAMETERS_NEED_BLANK,
    /** A string stands for a name where only a name can (SQLite). */
    LITERALS_AS_NAMES,

    // ---- DELETE ---------------------------------------------------------------------------------------------------

    /** FROM ONLY table, FROM table * (PostgreSQL). */
    DELETE_ONLY,
    /** An alias needs no AS (PostgreSQL, MySQL); else what looks like one is an error, or a misspelled WHERE (SQLite). */
    ALIAS_WITHOUT_AS,
    /** FROM table PARTITION (…) (MySQL). */
    DELETE_PARTITION,
    /** FROM table INDEXED BY index, FROM table NOT INDEXED (SQLite). */
    DELETE_INDEXED_BY,
    /** LOW_PRIORITY, QUICK, IGNORE behind DELETE, LOW_PRIORITY, DELAYED behind REPLACE (MySQL). */
    MODIFIERS,
    /** A comment behind DELETE that begins with a plus sign is a hint (MySQL). */
    HINTS,
    /** USING names tables that are only read (PostgreSQL). */
    DELETE_USING,
    /** DELETE a, b FROM …, DELETE FROM a, b USING … (MySQL). */
    DELETE_SEVERAL_TABLES,
    /** ORDER BY and LIMIT behind the predicate (MySQL). */
    DELETE_LIMIT,
    /** FETCH FIRST … ROWS ONLY or LIMIT behind the predicate, without ORDER BY (H2; HSQLDB has LIMIT alone). */
    DELETE_FETCH,
    /** RETURNING (PostgreSQL, SQLite, MariaDB). */
    DELETE_RETURNING,
    /** DELETE HISTORY FROM deletes what once was in a table, and no row that is in it (MariaDB). */
    DELETE_HISTORY,
    /** WHERE CURRENT OF cursor (PostgreSQL). */
    DELETE_CURRENT_OF,
    /** WITH queries may be DELETEs themselves (PostgreSQL). */
    DELETE_IN_WITH,
    /** The queries that we build name the target with its schema, so that a WITH query named like it hides nothing (SQLite). */
    TARGETS_WITH_SCHEMA,
    /** MERGE … THEN DELETE (PostgreSQL). */
    MERGE_DELETE,

    // ---- other statements -----------------------------------------------------------------------------------------

    /** INSERT … ON DUPLICATE KEY UPDATE (MySQL); elsewhere ON CONFLICT DO UPDATE. */
    ON_DUPLICATE_KEY,
    /** USE and a name say what names without a schema mean (MySQL). */
    USE,
    /** SET search_path and SET SCHEMA say it (PostgreSQL). */
    SET_SEARCH_PATH,
    /** SET NAMES and SET CHARACTER SET change what the characters of a text are (MySQL). */
    SET_NAMES,
    /** LOCK TABLES holds until UNLOCK TABLES, and nothing else may be used meanwhile (MySQL). */
    SESSION_TABLE_LOCKS,
    /**
     * BEGIN NOT ATOMIC, ANALYZE, EXECUTE IMMEDIATE and SET STATEMENT … FOR execute the statements that stand in them
     * (MariaDB; H2 has EXECUTE IMMEDIATE alone).
     */
    NESTED_STATEMENTS,
    /** Scripts have the lines DELIMITER and SOURCE of the database's own client (MySQL). */
    CLIENT_LINES
}
