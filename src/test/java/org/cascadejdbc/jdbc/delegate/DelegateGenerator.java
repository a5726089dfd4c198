package org.cascadejdbc.jdbc.delegate;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Array;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.sql.Time;
import java.sql.Timestamp;
import java.util.Calendar;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Writes the boilerplate of the wrappers from the JDBC interfaces of JDK 17. Run it, and check in what it writes. */
final class DelegateGenerator {
    static final Path DIRECTORY = Path.of("src/main/java/org/cascadejdbc/jdbc/delegate");

    /** The wrapped interfaces. */
    static final List<Class<?>> INTERFACES = List.of(
            Connection.class,
            Statement.class,
            PreparedStatement.class,
            CallableStatement.class,
            ResultSet.class,
            DatabaseMetaData.class,
            Array.class);

    private static final Set<Class<?>> WRAPPED =
            Stream.concat(INTERFACES.stream(), Stream.of(Object.class)).collect(Collectors.toSet());
    private static final Set<Class<?>> UNWRAPPED = Set.of(Array.class, Object.class, Object[].class);
    private static final Set<Class<?>> STREAMS = Set.of(InputStream.class, Reader.class);
    private static final Set<Class<?>> MUTABLE =
            Set.of(byte[].class, Date.class, Time.class, Timestamp.class, Calendar.class, Object.class);
    /** What a statement tells of its last execution, which need not have been the delegate's. */
    private static final Set<String> OF_RESULTS = Set.of(
            "clearWarnings",
            "getGeneratedKeys",
            "getLargeUpdateCount",
            "getMoreResults",
            "getResultSet",
            "getUpdateCount",
            "getWarnings");
    /** For what a driver may send a query besides statements, by interface. */
    private static final Map<Class<?>, Pattern> ASKING = Map.of(
            Connection.class, Pattern.compile("create(ArrayOf|Struct|Blob|Clob|NClob|SQLXML)"
                    + "|get(Catalog|ClientInfo|Schema|TransactionIsolation)"),
            PreparedStatement.class, Pattern.compile("get(Parameter)?MetaData"),
            ResultSet.class, Pattern.compile("update.*|insertRow|moveToInsertRow|refreshRow"),
            DatabaseMetaData.class, Pattern.compile("(?!getConnection).*"));

    private static final Pattern QUALIFIED = Pattern.compile("(?:[a-z]+\\.)+([A-Z]\\w*)");

    private final Set<String> imports = new TreeSet<>();

    private DelegateGenerator() {}

    public static void main(String[] args) throws IOException {
        for (Map.Entry<String, String> file : generate().entrySet()) {
            Files.writeString(DIRECTORY.resolve(file.getKey()), file.getValue());
        }
    }

    /** The sources by their file's name. */
    static Map<String, String> generate() {
        Map<String, String> files = new TreeMap<>();
        for (Class<?> type : INTERFACES) {
            String name = type.getSimpleName();
            String head =
                    switch (name) {
                        case "Statement" -> "DelegatingStatement<D extends Statement> extends Delegating<D>";
                        case "PreparedStatement" -> "DelegatingPreparedStatement<D extends PreparedStatement>"
                                + " extends DelegatingStatement<D>";
                        case "CallableStatement" -> "DelegatingCallableStatement"
                                + " extends DelegatingPreparedStatement<CallableStatement>";
                        default -> "Delegating" + name + " extends Delegating<" + name + ">";
                    };
            String doc = "Passes every method of {@link " + name + "} on to the delegate.";
            DelegateGenerator generator = new DelegateGenerator();
            files.put(
                    "Delegating" + name + ".java",
                    generator.file(doc, head + " implements " + name, methods(type), generator::delegating));
        }
        DelegateGenerator generator = new DelegateGenerator();
        List<Method> setters = setters().toList();
        String doc = "Passes every setter of {@link PreparedStatement} through one place, as a repeatable call.";
        String head = "RecordingPreparedStatement extends DelegatingPreparedStatement<PreparedStatement>";
        files.put("RecordingPreparedStatement.java", generator.file(doc, head, setters.stream(), generator::recording));
        return files;
    }

    /** What a wrapper of that interface passes on; {@code unwrap} and {@code isWrapperFor} are not among them. */
    static Stream<Method> methods(Class<?> type) {
        return Stream.of(type.getDeclaredMethods())
                .filter(method -> !Modifier.isStatic(method.getModifiers()) && !method.isSynthetic())
                .sorted(Comparator.comparing(Method::getName).thenComparing(Method::toGenericString));
    }

    static Stream<Method> setters() {
        return methods(PreparedStatement.class)
                .filter(method -> method.getName().startsWith("set") && method.getParameterTypes()[0] == int.class);
    }

    private String file(String doc, String head, Stream<Method> methods, Function<Method, String> body) {
        String name = head.replaceAll("\\W.*", "");
        String type = head.contains("<D ") ? "D" : head.replaceAll(".*<(\\w+)>.*", "$1");
        List<String> lines = methods.map(method -> signature(method) + " { " + body.apply(method) + " }").toList();
        String hooks = "";
        if (name.equals("DelegatingStatement")) {
            imports.add("java.sql.Statement");
            hooks = hook("Every text on its way to the database passes here.", "String sql(String text)")
                    + "\n    /** The statement that has the current result. */\n"
                    + "    protected Statement results() throws SQLException { return delegate(); }\n";
        } else if (name.startsWith("Recording")) {
            imports.add("org.cascadejdbc.run.Parameters");
            imports.add("java.sql.PreparedStatement");
            hooks = hook("Every setter passes here.", "void set(int index, Parameters.Setter setter)");
        } else {
            imports.add("java.sql." + name.replace("Delegating", ""));
        }
        return "// Generated by DelegateGenerator: do not edit.\npackage org.cascadejdbc.jdbc.delegate;\n\n"
                + imports.stream()
                        .filter(i -> !i.startsWith("java.lang."))
                        .map(i -> "import " + i + ";\n")
                        .collect(Collectors.joining())
                + "\n/** " + doc + " */\n@SuppressWarnings(\"deprecation\") // some of the methods are\n"
                + "public abstract class " + head + " {\n    protected " + name + "(" + type
                + " delegate) {\n        super(delegate);\n    }\n" + hooks + "\n    " + String.join("\n\n    ", lines)
                + "\n}\n";
    }

    private static String hook(String doc, String signature) {
        return "\n    /** %s */\n    protected abstract %s throws SQLException;\n".formatted(doc, signature);
    }

    private String signature(Method method) {
        String typeParameters = method.getTypeParameters().length == 0 ? "" : "<T> ";
        String parameters = each(method, i -> named(method.getGenericParameterTypes()[i]) + " " + name(i));
        String exceptions =
                Stream.of(method.getExceptionTypes()).map(this::named).collect(Collectors.joining(", "));
        return "@Override public " + typeParameters + named(method.getGenericReturnType()) + " " + method.getName()
                + "(" + parameters + ")" + (exceptions.isEmpty() ? "" : " throws " + exceptions);
    }

    private String delegating(Method method) {
        boolean sql = method.getDeclaringClass() == Statement.class && method.getName().matches("execute.*|addBatch");
        boolean results = method.getDeclaringClass() == Statement.class && OF_RESULTS.contains(method.getName());
        String call = (results ? "results()." : "delegate().") + method.getName() + "("
                + each(method, i -> {
                    Class<?> type = method.getParameterTypes()[i];
                    boolean text = sql && i == 0 && type == String.class;
                    return text ? "sql(a)" : UNWRAPPED.contains(type) ? "unwrapped(" + name(i) + ")" : name(i);
                })
                + ")";
        Pattern asking = ASKING.get(method.getDeclaringClass());
        boolean asks = asking != null && asking.matcher(method.getName()).matches() && method.getExceptionTypes().length > 0;
        if (method.getReturnType() == void.class) {
            return asks ? "passing(() -> { " + call + "; return null; });" : call + ";";
        }
        call = asks ? "passing(() -> " + call + ")" : call;
        if (method.getTypeParameters().length != 0) {
            return "return wrap(" + name(method.getParameterCount() - 1) + ", " + call + ");";
        }
        return "return " + (WRAPPED.contains(method.getReturnType()) ? "wrap(" + call + ")" : call) + ";";
    }

    private String recording(Method method) {
        Class<?>[] types = method.getParameterTypes();
        StringBuilder locals = new StringBuilder();
        for (int i = 1; i < types.length; i++) {
            if (STREAMS.contains(types[i]) || MUTABLE.contains(types[i])) {
                boolean length = STREAMS.contains(types[i]) && types.length > i + 1;
                String value = types[i] == Object.class ? "unwrapped(" + name(i) + ")" : name(i);
                locals.append("var v").append(name(i)).append(" = Repeatable.repeatable(").append(value);
                locals.append(length ? ", " + name(i + 1) : "").append("); ");
            }
        }
        String call = "s." + method.getName() + "("
                + each(method, i -> {
                    if (i == 0) {
                        return "i";
                    }
                    boolean local = locals.indexOf("var v" + name(i) + " ") >= 0;
                    return local ? "v" + name(i) + ".get()" : types[i] == Array.class ? "unwrapped(b)" : name(i);
                })
                + ")";
        return locals + "set(a, (s, i) -> " + call + ");";
    }

    private static String each(Method method, Function<Integer, String> text) {
        return IntStream.range(0, method.getParameterCount()).boxed().map(text).collect(Collectors.joining(", "));
    }

    private static String name(int parameter) {
        return String.valueOf((char) ('a' + parameter));
    }

    private String named(Type type) {
        Matcher names = QUALIFIED.matcher(type.getTypeName());
        return names.replaceAll(name -> {
            imports.add(name.group());
            return name.group(1);
        });
    }
}
