import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

import org.apache.uima.UIMAFramework;
import org.apache.uima.cas.CAS;
import org.apache.uima.cas.FeatureStructure;
import org.apache.uima.cas.Type;
import org.apache.uima.cas.impl.XmiCasDeserializer;
import org.apache.uima.cas.impl.XmiCasSerializer;
import org.apache.uima.cas.text.AnnotationFS;
import org.apache.uima.json.jsoncas2.JsonCas2Deserializer;
import org.apache.uima.json.jsoncas2.JsonCas2Serializer;
import org.apache.uima.resource.metadata.TypeSystemDescription;
import org.apache.uima.util.CasCreationUtils;
import org.apache.uima.util.XMLInputSource;

/**
 * Reads each CAS of a folder with UIMA's own code, as XMI or as JSON, writes it in the other form, and reads that again.
 * Prints what it then holds, a line of JSON for a document: file, text, and of each structure type, begin, end, id,
 * label, note and covered text. TypeSystem.xml says what types there are, as the layers of a project do.
 */
public final class Reads {
  public static void main(String[] words) throws Exception {
    Path folder = Path.of(words[0]);
    TypeSystemDescription types = UIMAFramework.getXMLParser()
        .parseTypeSystemDescription(new XMLInputSource(folder.resolve("TypeSystem.xml").toFile()));
    PrintStream out = new PrintStream(System.out, false, "UTF-8");
    File[] files = folder.toFile().listFiles((place, name) -> name.endsWith(".xmi") || name.endsWith(".json"));
    Arrays.sort(files);
    for (File file : files) {
      boolean json = file.getName().endsWith(".json");
      CAS cas = read(types, Files.readAllBytes(file.toPath()), json);
      print(out, file.getName(), read(types, written(cas, !json), !json));
    }
    out.flush();
  }

  private static CAS read(TypeSystemDescription types, byte[] data, boolean json) throws Exception {
    CAS cas = CasCreationUtils.createCas(types, null, null);
    try (InputStream in = new ByteArrayInputStream(data)) {
      if (json) {
        new JsonCas2Deserializer().deserialize(in, cas);
      } else {
        XmiCasDeserializer.deserialize(in, cas);
      }
    }
    return cas;
  }

  private static byte[] written(CAS cas, boolean json) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    if (json) {
      new JsonCas2Serializer().serialize(cas, out);
    } else {
      XmiCasSerializer.serialize(cas, out);
    }
    return out.toByteArray();
  }

  private static void print(PrintStream out, String file, CAS cas) {
    StringBuilder line = new StringBuilder("{\"file\": " + quoted(file) + ", \"text\": ");
    line.append(quoted(cas.getDocumentText())).append(", \"found\": [");
    String comma = "";
    for (String name : new String[] {"reader.Passage", "reader.Remark"}) {
      Type type = cas.getTypeSystem().getType(name);
      for (FeatureStructure one : cas.getIndexRepository().getIndexedFSs(type)) {
        boolean placed = one instanceof AnnotationFS;
        line.append(comma).append("[").append(quoted(name)).append(", ");
        line.append(placed ? ((AnnotationFS) one).getBegin() : 0).append(", ");
        line.append(placed ? ((AnnotationFS) one).getEnd() : 0);
        for (String feature : new String[] {"id", "label", "note"}) {
          line.append(", ").append(quoted(one.getStringValue(type.getFeatureByBaseName(feature))));
        }
        line.append(", ").append(quoted(placed ? ((AnnotationFS) one).getCoveredText() : null)).append("]");
        comma = ", ";
      }
    }
    out.println(line.append("]}"));
  }

  private static String quoted(String text) {
    if (text == null) {
      return "null";
    }
    StringBuilder out = new StringBuilder("\"");
    for (char unit : text.toCharArray()) {
      out.append(unit >= ' ' && unit < 127 && unit != '"' && unit != '\\' ? unit : String.format("\\u%04x", (int) unit));
    }
    return out.append('"').toString();
  }

  private Reads() {}
}
