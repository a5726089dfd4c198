package org.cascadejdbc.it.differential;

import static org.cascadejdbc.DeleteRule.CASCADE;
import static org.cascadejdbc.DeleteRule.SET_NULL;

import java.util.List;
import org.cascadejdbc.it.support.Database;
import org.cascadejdbc.it.support.Scenario;

/** What keys consist of: several columns, columns that are no primary key, strings, decimals, tables without keys. */
public final class KeyScenarios {
    private KeyScenarios() {}

    public static List<Scenario> all() {
        return List.of(
                composite(), partialNulls(), uniqueColumns(), manyToMany(), withoutPrimaryKey(), strings(), decimals(),
                caseInsensitiveMySql(), caseInsensitiveSqlite(), caseInsensitivePostgreSql(),
                affinity(), rowIds(), notRowIds(), sharedColumn(),
                paddedChild(), paddedParent());
    }

    private static Scenario composite() {
        return Scenario.named("composite keys, columns in another order")
                .table("p", "a int, b int, c int, primary key (a, b, c)", "(1,2,3),(3,2,1),(1,1,1),(2,2,2)")
                .table("c", "id int primary key, z int, y int, x int",
                        "(1,3,2,1),(2,1,2,3),(3,1,1,1),(4,1,1,1),(5,9,9,9)")
                .table("g", "c int, z int, n int, primary key (z, c)", "(1,3,1),(2,1,2),(3,1,3)")
                .key("c(x, y, z)", CASCADE, "p(a, b, c)")
                .key("g(c)", CASCADE, "c(id)")
                .delete("DELETE FROM p WHERE a = ? AND b = ? AND c = ?", 1, 2, 3)
                .delete("DELETE FROM p WHERE b = ?", 2)
                .delete("DELETE FROM p WHERE a = ? OR c = ?", 1, 1);
    }

    private static Scenario partialNulls() {
        return Scenario.named("composite keys that are NULL in part")
                .table("p", "a int not null, b int not null, n int, unique (a, b)", "(1,1,0),(1,2,0),(2,1,0)")
                .table("c", "id int primary key, x int, y int", "(1,1,1),(2,1,null),(3,null,1),(4,null,null),(5,1,2)")
                .key("c(x, y)", CASCADE, "p(a, b)")
                .delete("DELETE FROM p WHERE a = ?", 1)
                .delete("DELETE FROM p WHERE a = ? AND b = ?", 2, 1)
                .delete("DELETE FROM p");
    }

    private static Scenario uniqueColumns() {
        return Scenario.named("keys to UNIQUE columns, NULLs among them")
                .table("p", "id int primary key, code varchar(10), unique (code)",
                        "(1,'one'),(2,'two'),(3,null),(4,null)")
                .table("c", "id int primary key, p varchar(10)", "(1,'one'),(2,'two'),(3,null),(4,'one')")
                .table("g", "id int primary key, c int", "(1,1),(2,2),(3,3)")
                .key("c(p)", CASCADE, "p(code)")
                .key("g(c)", CASCADE, "c(id)")
                .delete("DELETE FROM p WHERE id = ?", 1)
                .delete("DELETE FROM p WHERE code IS NULL")
                .delete("DELETE FROM p WHERE code = ? OR id = ?", "two", 3)
                .delete("DELETE FROM p");
    }

    private static Scenario manyToMany() {
        return Scenario.named("many to many")
                .table("student", "id int primary key, name varchar(20)", "(1,'Ada'),(2,'Bob'),(3,'Cy')")
                .table("course", "id int primary key", "(10),(20),(30)")
                .table("enrolment", "student int, course int, primary key (student, course)",
                        "(1,10),(1,20),(2,10),(3,30),(2,30)")
                .table("grade", "student int, course int, grade int", "(1,10,5),(1,10,6),(2,10,1),(3,30,2)")
                .key("enrolment(student)", CASCADE, "student(id)")
                .key("enrolment(course)", CASCADE, "course(id)")
                .key("grade(student, course)", CASCADE, "enrolment(student, course)")
                .delete("DELETE FROM student WHERE name = ?", "Ada")
                .delete("DELETE FROM course WHERE id IN (?, ?)", 10, 30)
                .delete("DELETE FROM enrolment WHERE course = ?", 10);
    }

    private static Scenario withoutPrimaryKey() {
        return Scenario.named("tables without a primary key")
                .table("p", "code int not null, n int, unique (code)", "(1,1),(2,2),(3,3)")
                .table("c", "p int, n int", "(1,1),(1,1),(2,5),(null,5),(3,5)")
                .table("d", "p int, q int", "(1,2),(1,2),(2,2),(3,1)")
                .key("c(p)", CASCADE, "p(code)")
                .key("d(p)", SET_NULL, "p(code)")
                .delete("DELETE FROM p WHERE code = ?", 1)
                .delete("DELETE FROM p WHERE n > ?", 1);
    }

    private static Scenario strings() {
        return Scenario.named("strings: CHAR, VARCHAR, unicode, quotes")
                .table("p", "id char(8) primary key", "('ab'),('cd'),('Straße'),('o''k'),('日本')")
                .table("c", "id varchar(20) primary key, p char(8)",
                        "('x','ab'),('y','cd'),('z','Straße'),('q','o''k')")
                .table("g", "id int primary key, c varchar(20)", "(1,'x'),(2,'y'),(3,'z'),(4,'q')")
                .key("c(p)", CASCADE, "p(id)")
                .key("g(c)", CASCADE, "c(id)")
                .delete("DELETE FROM p WHERE id = ?", "ab")
                .delete("DELETE FROM p WHERE id IN (?, ?)", "Straße", "o'k")
                .delete("DELETE FROM p WHERE id LIKE 'c%'")
                .delete("DELETE FROM p");
    }

    private static Scenario paddedChild() {
        return Scenario.named("CHAR child of a VARCHAR parent")
                .only(Database.POSTGRESQL)
                .table("p", "id varchar(8) primary key", "('ab'),('ab '),('cd')")
                .table("c", "id int primary key, p char(4)", "(1,'ab'),(2,'cd'),(3,'ab ')")
                .key("c(p)", CASCADE, "p(id)")
                .delete("DELETE FROM p WHERE id = ?", "ab ")
                .delete("DELETE FROM p WHERE id = ?", "ab")
                .delete("DELETE FROM p WHERE id IN (?, ?)", "ab ", "cd");
    }

    private static Scenario paddedParent() {
        return Scenario.named("VARCHAR child of a CHAR parent")
                .only(Database.POSTGRESQL)
                .table("p", "id char(4) primary key", "('ab'),('cd'),('ef')")
                .table("c", "id int primary key, p varchar(8)", "(1,'ab'),(2,'cd '),(3,'ef'),(4,'ab  ')")
                .table("t", "id int primary key, p text", "(1,'ab'),(2,'cd '),(3,'ef'),(4,'ab  ')")
                .key("c(p)", CASCADE, "p(id)")
                .key("t(p)", SET_NULL, "p(id)")
                .delete("DELETE FROM p WHERE id = ?", "ab")
                .delete("DELETE FROM p WHERE id IN (?, ?)", "ab", "cd");
    }

    private static Scenario decimals() {
        return Scenario.named("decimal keys")
                .table("p", "id decimal(10,2) primary key", "(1.50),(2.00),(3.25)")
                .table("c", "id int primary key, p decimal(10,2)", "(1,1.5),(2,2),(3,3.25),(4,null)")
                .key("c(p)", CASCADE, "p(id)")
                .delete("DELETE FROM p WHERE id = 1.5")
                .delete("DELETE FROM p WHERE id > ?", 1);
    }

    private static Scenario caseInsensitiveMySql() {
        return Scenario.named("case-insensitive strings (MySQL)")
                .only(Database.MYSQL, Database.MYSQL_OFF)
                .table("p", "id varchar(20) primary key", "('Ab'),('Cd'),('é')")
                .table("c", "id int primary key, p varchar(20)", "(1,'aB'),(2,'AB'),(3,'cd'),(4,'E'),(5,'x')")
                .table("g", "id int primary key, c int", "(1,1),(2,2),(3,3),(4,4)")
                .key("c(p)", CASCADE, "p(id)")
                .key("g(c)", CASCADE, "c(id)")
                .delete("DELETE FROM p WHERE id = ?", "ab")
                .delete("DELETE FROM p WHERE id = ?", "é");
    }

    private static Scenario caseInsensitiveSqlite() {
        return Scenario.named("case-insensitive strings (SQLite NOCASE parent)")
                .only(Database.SQLITE)
                .table("p", "id text collate nocase primary key", "('Ab'),('Cd')")
                .table("c", "id integer primary key, p text", "(1,'aB'),(2,'AB'),(3,'cd'),(4,'Ab')")
                .table("g", "id integer primary key, c int", "(1,1),(2,2),(3,3),(4,4)")
                .key("c(p)", CASCADE, "p(id)")
                .key("g(c)", CASCADE, "c(id)")
                .delete("DELETE FROM p WHERE id = ?", "Ab")
                .delete("DELETE FROM p");
    }

    private static Scenario caseInsensitivePostgreSql() {
        return Scenario.named("case-insensitive strings (PostgreSQL nondeterministic collation)")
                .only(Database.POSTGRESQL)
                .table("first", "n int", "")
                .suffix(Database.POSTGRESQL, "; CREATE COLLATION ci"
                        + " (provider = icu, locale = 'und-u-ks-level2', deterministic = false)")
                .table("p", "id text collate ci primary key", "('Ab'),('Cd')")
                .table("c", "id int primary key, p text collate ci", "(1,'aB'),(2,'AB'),(3,'cd'),(4,'Ab')")
                .table("g", "id int primary key, c int", "(1,1),(2,2),(3,3),(4,4)")
                .key("c(p)", CASCADE, "p(id)")
                .key("g(c)", CASCADE, "c(id)")
                .delete("DELETE FROM p WHERE id = ?", "AB")
                .delete("DELETE FROM p");
    }

    private static Scenario affinity() {
        return Scenario.named("the parent's affinity compares (SQLite)")
                .only(Database.SQLITE)
                .table("p", "id text primary key", "('1'),('2')")
                .table("c", "id integer primary key, p integer", "(1,1),(2,2),(3,'1')")
                .table("q", "id integer primary key", "(1),(2)")
                .table("d", "id integer primary key, q text", "(1,'1'),(2,'2'),(3,1)")
                .key("c(p)", CASCADE, "p(id)")
                .key("d(q)", CASCADE, "q(id)")
                .delete("DELETE FROM p WHERE id = ?", "1")
                .delete("DELETE FROM q WHERE id = ?", 1);
    }

    /** There IN compares as the key does, whatever type and collation the referencing column has. */
    private static Scenario rowIds() {
        return Scenario.named("keys to row ids, from columns of any type (SQLite)")
                .only(Database.SQLITE)
                .table("p", "id integer primary key", "(1),(2),(3),(40)")
                .table("c", "id integer, p text collate nocase, primary key (id desc)",
                        "(11,'1'),(12,2),(13,'3'),(14,null)")
                .table("d", "id INTEGER PRIMARY KEY, p", "(1,'1'),(2,2),(3,1),(4,'2'),(5,40.0)")
                .table("e", "id int primary key, p real", "(1,1.0),(2,2),(3,3),(4,1)")
                .table("g", "id integer primary key, c int, d varchar(5), e int",
                        "(1,11,null,null),(2,null,'1',4),(3,12,2,2),(4,13,'1',3),(5,null,5,null),(6,14,null,null)")
                .key("c(p)", CASCADE, "p(id)")
                .key("d(p)", CASCADE, "p(id)")
                .key("e(p)", CASCADE, "p(id)")
                .key("g(c)", CASCADE, "c(id)")
                .key("g(d)", CASCADE, "d(id)")
                .key("g(e)", CASCADE, "e(id)")
                .delete("DELETE FROM p WHERE id = ?", 1)
                .delete("DELETE FROM p WHERE id = ?", 40)
                .delete("DELETE FROM c WHERE p = ?", 2)
                .delete("DELETE FROM d WHERE p = ?", "1")
                .delete("DELETE FROM p");
    }

    /** In the column's own definition DESC makes it another column than the row id; {@code int} does, too. */
    private static Scenario notRowIds() {
        return Scenario.named("keys to what looks like a row id (SQLite)")
                .only(Database.SQLITE)
                .table("p", "id integer primary key desc", "(3),(2),(1),('a')")
                .table("c", "id integer primary key desc, p", "(30,3),(20,2),(1,1),('x','a'),('y',3)")
                .table("g", "id int primary key, c", "(5,30),(4,20),(3,1),(2,'x'),(1,'y')")
                .table("h", "id integer primary key, g", "(1,5),(2,4),(3,3),(4,2),(5,1)")
                .key("c(p)", CASCADE, "p(id)")
                .key("g(c)", CASCADE, "c(id)")
                .key("h(g)", CASCADE, "g(id)")
                .delete("DELETE FROM p WHERE id = ?", 3)
                .delete("DELETE FROM p WHERE id = ?", "a")
                .delete("DELETE FROM c WHERE p = ?", 1)
                .delete("DELETE FROM g WHERE id = ?", 5)
                .delete("DELETE FROM p");
    }

    private static Scenario sharedColumn() {
        return Scenario.named("two composite keys that share a column")
                .table("tenant", "id int primary key", "(1),(2)")
                .table("a", "tenant int, id int, primary key (tenant, id)", "(1,1),(1,2),(2,1)")
                .table("b", "tenant int, id int, primary key (tenant, id)", "(1,1),(1,2),(2,1)")
                .table("c", "tenant int, id int, a int, b int, primary key (tenant, id)",
                        "(1,1,1,1),(1,2,2,1),(2,1,1,1),(1,3,null,2)")
                .key("a(tenant)", CASCADE, "tenant(id)")
                .key("b(tenant)", CASCADE, "tenant(id)")
                .key("c(tenant, a)", CASCADE, "a(tenant, id)")
                .key("c(tenant, b)", CASCADE, "b(tenant, id)")
                .delete("DELETE FROM tenant WHERE id = ?", 1)
                .delete("DELETE FROM a WHERE tenant = ? AND id = ?", 1, 2)
                .delete("DELETE FROM b WHERE id = ?", 1);
    }
}
