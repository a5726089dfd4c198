import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/**
 * Looks at what the build takes from others, in the local repository, before it is used: {@code .mvn/checksums/checksums.sha256}
 * has the SHA-256 of every artifact, plugins among them, by its path in a Maven repository, so that it is the same behind every
 * mirror. It is the format of Maven's own trusted checksums, which Maven 3.9 and later check, too ({@code .mvn/maven.config}),
 * before anything of an artifact runs. Run as one file by {@code java}.
 */
public final class Dependencies {
    private static final Path CHECKSUMS = Path.of(".mvn", "checksums", "checksums.sha256");
    /** What may be in our jars, or needed by them. */
    private static final Pattern ALLOWED =
            Pattern.compile("(?i).*(Apache[ -].*2\\.0|apache\\.org/licenses/LICENSE-2\\.0|\\bMIT\\b).*", Pattern.DOTALL);
    private static final Pattern PURL = Pattern.compile("\"purl\": *\"pkg:maven/([^/]+)/([^@]+)@([^?]+)\\?type=jar\"");
    private static final int MOST_PARENTS = 10;

    private final Path repository;
    private final Map<String, String> checksums = new TreeMap<>();
    private final List<String> faults = new ArrayList<>();

    private Dependencies(Path repository) {
        this.repository = repository;
    }

    /**
     * {@code checksums REPOSITORY CLASSPATH}: compares; {@code licences REPOSITORY SBOM…}: of what these files list; {@code
     * record REPOSITORY}: writes the checksums of all that is in that (fresh) repository.
     */
    public static void main(String[] arguments) throws Exception {
        Dependencies dependencies = new Dependencies(Path.of(arguments[1]).toRealPath());
        switch (arguments[0]) {
            case "checksums" -> dependencies.compare(arguments[2].split(Pattern.quote(System.getProperty("path.separator"))));
            case "licences" -> dependencies.readLicences(List.of(arguments).subList(2, arguments.length));
            case "record" -> dependencies.record();
            default -> throw new IllegalArgumentException(arguments[0]);
        }
        if (!dependencies.faults.isEmpty()) {
            dependencies.faults.forEach(fault -> System.err.println("[ERROR] " + fault));
            System.exit(1);
        }
    }

    // ---- checksums ------------------------------------------------------------------------------------------------------

    private void compare(String[] classPath) throws IOException {
        for (String line : Files.readAllLines(CHECKSUMS)) {
            checksums.put(line.substring(64).strip(), line.substring(0, 64));
        }
        for (Map.Entry<String, String> known : checksums.entrySet()) {
            Path file = repository.resolve(known.getKey());
            if (Files.exists(file)) {
                String found = sha256(file);
                if (!found.equals(known.getValue())) {
                    faults.add(file + " is not what it was: SHA-256 " + found + ", expected " + known.getValue() + " ("
                            + CHECKSUMS + "). Do not use it; find out where it comes from");
                }
            }
        }
        for (String entry : classPath) {
            Path file = Path.of(entry);
            if (Files.isRegularFile(file) && file.toRealPath().startsWith(repository)) {
                String path = relative(file.toRealPath());
                if (!checksums.containsKey(path)) {
                    faults.add(path + " has no checksum in " + CHECKSUMS + ": CONTRIBUTING.md says how to record it");
                }
            }
        }
    }

    private void record() throws IOException {
        List<String> lines = new ArrayList<>();
        try (Stream<Path> files = Files.walk(repository)) {
            for (Path file : files.filter(each -> each.toString().matches(".*\\.(jar|pom)")).sorted().toList()) {
                if (!relative(file).startsWith("org/cascadejdbc/")) {
                    lines.add(sha256(file) + "  " + relative(file));
                }
            }
        }
        Files.write(CHECKSUMS, lines);
    }

    private String relative(Path file) {
        return repository.relativize(file).toString().replace('\\', '/');
    }

    private static String sha256(Path file) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }

    // ---- licences -------------------------------------------------------------------------------------------------------

    private void readLicences(List<String> sboms) throws Exception {
        for (String sbom : sboms) {
            String text = Files.readString(Path.of(sbom));
            Matcher component = PURL.matcher(text.substring(text.indexOf("\"components\"")));
            int components = 0;
            for (; component.find(); components++) {
                List<String> licences = licences(component.group(1), component.group(2), component.group(3));
                if (licences.stream().noneMatch(licence -> ALLOWED.matcher(licence).matches())) {
                    faults.add(component.group(1) + ":" + component.group(2) + ":" + component.group(3) + " has the licences "
                            + licences + "; in " + sbom + " may be Apache-2.0 and MIT alone");
                }
            }
            if (components == 0) {
                faults.add(sbom + " lists nothing");
            }
        }
    }

    /** As the POM has them, or else its nearest parent that has some: each one's name and address. */
    private List<String> licences(String group, String artifact, String version) throws Exception {
        String g = group;
        String a = artifact;
        String v = version;
        for (int i = 0; i < MOST_PARENTS; i++) {
            Path pom = repository.resolve(g.replace('.', '/')).resolve(a).resolve(v).resolve(a + "-" + v + ".pom");
            Element project = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(pom.toFile()).getDocumentElement();
            Element licences = child(project, "licenses");
            if (licences != null) {
                List<String> found = new ArrayList<>();
                NodeList all = licences.getElementsByTagName("license");
                for (int n = 0; n < all.getLength(); n++) {
                    found.add(all.item(n).getTextContent().strip().replaceAll("\\s+", " "));
                }
                return found;
            }
            Element parent = child(project, "parent");
            if (parent == null) {
                return List.of();
            }
            g = child(parent, "groupId").getTextContent().strip();
            a = child(parent, "artifactId").getTextContent().strip();
            v = child(parent, "version").getTextContent().strip();
        }
        return List.of();
    }

    private static Element child(Element parent, String name) {
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element && element.getTagName().equals(name)) {
                return element;
            }
        }
        return null;
    }
}
