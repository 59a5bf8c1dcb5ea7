import edu.stanford.nlp.ie.crf.CRFClassifier;
import edu.stanford.nlp.ling.CoreAnnotations;
import edu.stanford.nlp.ling.CoreLabel;
import edu.stanford.nlp.ling.TaggedWord;
import edu.stanford.nlp.parser.common.ParserGrammar;
import edu.stanford.nlp.parser.nndep.DependencyParser;
import edu.stanford.nlp.tagger.maxent.MaxentTagger;
import edu.stanford.nlp.trees.GrammaticalStructure;
import edu.stanford.nlp.trees.Tree;
import edu.stanford.nlp.trees.TypedDependency;
import edu.stanford.nlp.trees.UniversalEnglishGrammaticalStructureFactory;

import java.io.*;
import java.nio.charset.StandardCharsets;
import java.util.*;

/** Annotates sentences that are cut already (CoNLL-U on standard input) with one of CoreNLP's models:
 *  tag TAGGER | parse TAGGER PARSER | constituents TAGGER PARSER | names CLASSIFIER.
 *  Output: the words' rows with the model's tag in column 5, head in 7, relation in 8, name class in 10. */
public class Teach {
    static final class Row {
        String[] f;
        int word = -1; // place among the sentence's words; -1: comment, multi-word token, empty node
    }

    static PrintStream out;

    public static void main(String[] args) throws Exception {
        out = new PrintStream(new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 1 << 16), false, "UTF-8");
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        Annotator annotator = annotator(args);
        List<Row> rows = new ArrayList<>();
        for (String line; (line = in.readLine()) != null;) {
            if (line.isEmpty()) {
                flush(rows, annotator);
                continue;
            }
            Row r = new Row();
            r.f = line.startsWith("#") ? new String[] {line} : line.split("\t", -1);
            if (r.f.length == 10 && r.f[0].matches("\\d+")) r.word = Integer.parseInt(r.f[0]) - 1;
            rows.add(r);
        }
        flush(rows, annotator);
        out.flush();
    }

    interface Annotator {
        void annotate(List<String> words, List<String[]> rows);
    }

    static void flush(List<Row> rows, Annotator annotator) {
        List<String> words = new ArrayList<>();
        List<String[]> fields = new ArrayList<>();
        for (Row r : rows)
            if (r.word >= 0) {
                words.add(r.f[1].replace(' ', '\u00a0'));
                fields.add(r.f);
                r.f[6] = r.f[7] = r.f[8] = "_";
            }
        if (!words.isEmpty()) annotator.annotate(words, fields);
        for (Row r : rows) out.println(String.join("\t", r.f));
        if (!rows.isEmpty()) out.println();
        rows.clear();
    }

    static Annotator annotator(String[] args) throws Exception {
        if (args[0].equals("names")) {
            CRFClassifier<CoreLabel> crf = CRFClassifier.getClassifier(args[1]);
            return (words, rows) -> {
                List<CoreLabel> s = new ArrayList<>();
                for (String w : words) {
                    CoreLabel l = new CoreLabel();
                    l.setWord(w);
                    l.setValue(w);
                    l.set(CoreAnnotations.OriginalTextAnnotation.class, w);
                    s.add(l);
                }
                List<CoreLabel> named = crf.classifySentence(s);
                for (int i = 0; i < rows.size(); i++)
                    rows.get(i)[9] = named.get(i).get(CoreAnnotations.AnswerAnnotation.class);
            };
        }
        MaxentTagger tagger = new MaxentTagger(args[1]);
        if (args[0].equals("tag"))
            return (words, rows) -> tags(tagger, words, rows);
        if (args[0].equals("parse")) {
            DependencyParser parser = DependencyParser.loadFromModelFile(args[2]);
            return (words, rows) -> relations(parser.predict(tags(tagger, words, rows)), rows);
        }
        ParserGrammar grammar = ParserGrammar.loadModel(args[2]);
        UniversalEnglishGrammaticalStructureFactory factory = new UniversalEnglishGrammaticalStructureFactory(
            edu.stanford.nlp.util.Filters.acceptFilter()); // punctuation too
        return (words, rows) -> {
            try {
                Tree tree = grammar.parseTree(tags(tagger, words, rows));
                if (tree != null) relations(factory.newGrammaticalStructure(tree), rows);
            } catch (RuntimeException e) {
                System.err.println("no tree: " + words + " " + e);
            }
        };
    }

    static List<TaggedWord> tags(MaxentTagger tagger, List<String> words, List<String[]> rows) {
        List<TaggedWord> tagged = tagger.tagSentence(edu.stanford.nlp.ling.SentenceUtils.toWordList(
            words.toArray(new String[0])));
        for (int i = 0; i < rows.size(); i++) rows.get(i)[4] = tagged.get(i).tag();
        return tagged;
    }

    static void relations(GrammaticalStructure gs, List<String[]> rows) {
        for (TypedDependency d : gs.typedDependencies(GrammaticalStructure.Extras.NONE)) {
            String[] f = rows.get(d.dep().index() - 1);
            f[6] = Integer.toString(d.gov().index());
            f[7] = d.reln().toString();
        }
    }
}
