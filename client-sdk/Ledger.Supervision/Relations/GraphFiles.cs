using System.Globalization;
using System.Text;
using System.Xml;

namespace Ledger.Supervision;

/// <summary>A section's graph as GraphML, as a table of its edges, and as a picture.</summary>
public static class GraphFiles
{
    private const int RowHeight = 46;
    private const int Top = 70;
    private const int NodeWidth = 220;
    private const int NodeHeight = 36;
    private const int NameChars = 17;
    private const int Width = 1040;

    // By what a party is: its column's left edge, its colour and its word. Paper, ink, jade, amber, cinnabar.
    private static readonly Dictionary<GraphNodeKind, (int X, string Fill, string Chinese, string English)> Columns = new()
    {
        [GraphNodeKind.Tenderer] = (20, "#E7E1D3", "招标人", "tenderer"),
        [GraphNodeKind.Agent] = (20, "#E7E1D3", "招标代理机构", "agent"),
        [GraphNodeKind.Section] = (20, "#1D2320", "标段", "section"),
        [GraphNodeKind.Bidder] = (310, "#D9E9E0", "投标人", "bidders"),
        [GraphNodeKind.ConsortiumMember] = (310, "#EEF4EF", "联合体成员", "consortium members"),
        [GraphNodeKind.Guarantor] = (800, "#F4E6C8", "保函出具机构", "guarantors"),
    };

    /// <summary>GraphML 1.0, which graph programs read.</summary>
    public static string GraphMl(SectionGraph graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        const string ns = "http://graphml.graphdrawing.org/xmlns";
        var text = new StringBuilder();
        using (var xml = XmlWriter.Create(text, new XmlWriterSettings { Indent = true, OmitXmlDeclaration = true, NewLineChars = "\n" }))
        {
            xml.WriteStartElement("graphml", ns);
            foreach (var (id, of, name, type) in new[]
                {
                    ("kind", "node", "kind", "string"), ("name", "node", "name", "string"), ("how", "edge", "kind", "string"),
                    ("count", "edge", "count", "int"),
                })
            {
                xml.WriteStartElement("key", ns);
                xml.WriteAttributeString("id", id);
                xml.WriteAttributeString("for", of);
                xml.WriteAttributeString("attr.name", name);
                xml.WriteAttributeString("attr.type", type);
                xml.WriteEndElement();
            }

            xml.WriteStartElement("graph", ns);
            xml.WriteAttributeString("id", graph.Section);
            xml.WriteAttributeString("edgedefault", "undirected");
            foreach (var node in graph.Nodes)
            {
                xml.WriteStartElement("node", ns);
                xml.WriteAttributeString("id", node.Id);
                Data("kind", node.Kind.ToString());
                Data("name", node.Name);
                xml.WriteEndElement();
            }

            foreach (var edge in graph.Edges)
            {
                xml.WriteStartElement("edge", ns);
                xml.WriteAttributeString("source", edge.From);
                xml.WriteAttributeString("target", edge.To);
                Data("how", edge.Kind.ToString());
                Data("count", edge.Count.ToString(CultureInfo.InvariantCulture));
                xml.WriteEndElement();
            }

            xml.WriteEndElement();
            xml.WriteEndElement();

            void Data(string key, string value)
            {
                xml.WriteStartElement("data", ns);
                xml.WriteAttributeString("key", key);
                xml.WriteString(value);
                xml.WriteEndElement();
            }
        }

        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + text + "\n";
    }

    /// <summary>A picture: the section and who tenders on the left, bidders in the middle, guarantors on the right.</summary>
    public static string Svg(SectionGraph graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        var places = Places(graph);
        var height = places.Values.Max(place => place.Y) + RowHeight + 60;
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {height}\" ");
        text.Append("font-family=\"Noto Sans SC, WenQuanYi Zen Hei, sans-serif\" font-size=\"12\">\n");
        text.Append(CultureInfo.InvariantCulture, $"<rect width=\"{Width}\" height=\"{height}\" fill=\"#FBF9F4\"/>\n");
        text.Append(
            CultureInfo.InvariantCulture,
            $"<text x=\"20\" y=\"28\" font-size=\"16\" fill=\"#1D2320\">标段关系图 {Escape(graph.Section)}</text>\n");
        text.Append("<text x=\"20\" y=\"48\" fill=\"#55605A\">联系是线索，不是结论 · A connection is a clue, not a verdict</text>\n");
        foreach (var edge in graph.Edges)
        {
            text.Append(Line(edge, places[edge.From], places[edge.To]));
        }

        foreach (var node in graph.Nodes)
        {
            var (x, y) = places[node.Id];
            var (_, fill, chinese, english) = Columns[node.Kind];
            var ink = node.Kind == GraphNodeKind.Section ? "#FBF9F4" : "#1D2320";
            text.Append(CultureInfo.InvariantCulture, $"<g><title>{chinese} {english} {Escape(node.Name)}</title>");
            text.Append(
                CultureInfo.InvariantCulture,
                $"<rect x=\"{x}\" y=\"{y}\" width=\"{NodeWidth}\" height=\"{NodeHeight}\" rx=\"3\" fill=\"{fill}\"/>");
            text.Append(
                CultureInfo.InvariantCulture,
                $"<text x=\"{x + 8}\" y=\"{y + 15}\" fill=\"{ink}\">{Escape(Short(node.Name))}</text>" +
                $"<text x=\"{x + 8}\" y=\"{y + 30}\" font-size=\"10\" fill=\"{ink}\">{Escape(node.Id)}</text></g>\n");
        }

        text.Append(
            CultureInfo.InvariantCulture,
            $"<text x=\"20\" y=\"{height - 18}\" fill=\"#55605A\">— 参加 takes part　— 保函 guarantees　" +
            $"- - 同场 met elsewhere（次数 times）　" +
            $"━ 关联 related (§34)　— 联合体 consortium</text>\n</svg>\n");
        return text.ToString();
    }

    private static Dictionary<string, (int X, int Y)> Places(SectionGraph graph)
    {
        var rows = new Dictionary<int, int>();
        var places = new Dictionary<string, (int X, int Y)>(StringComparer.Ordinal);
        foreach (var node in graph.Nodes)
        {
            var x = Columns[node.Kind].X;
            var row = rows.GetValueOrDefault(x);
            rows[x] = row + 1;
            places.Add(node.Id, (x, Top + (row * RowHeight)));
        }

        return places;
    }

    private static string Line(GraphEdge edge, (int X, int Y) from, (int X, int Y) to)
    {
        var (ink, width, dash) = edge.Kind switch
        {
            GraphEdgeKind.Related => ("#B3261E", 3, ""),
            GraphEdgeKind.MetElsewhere => ("#B7791F", 1, "4 3"),
            GraphEdgeKind.Guarantees => ("#8A7A4A", 1, ""),
            GraphEdgeKind.Consortium => ("#2F6B52", 2, ""),
            _ => ("#9AA39E", 1, ""),
        };
        var (left, right) = from.X <= to.X ? (from, to) : (to, from);
        var (y1, y2) = (left.Y + (NodeHeight / 2), right.Y + (NodeHeight / 2));
        var (x1, x2) = (left.X + NodeWidth, right.X);
        var bend = left.X == right.X ? 30 + (Math.Abs(y2 - y1) / 4) : 0;
        var path = bend > 0
            ? string.Create(CultureInfo.InvariantCulture, $"M{x1} {y1} C{x1 + bend} {y1} {x1 + bend} {y2} {x1} {y2}")
            : string.Create(CultureInfo.InvariantCulture, $"M{x1} {y1} L{x2} {y2}");
        var label = edge.Kind != GraphEdgeKind.MetElsewhere ? "" : string.Create(
            CultureInfo.InvariantCulture,
            $"<text x=\"{x1 + (bend * 3 / 4) + 3}\" y=\"{((y1 + y2) / 2) + 4}\" fill=\"{ink}\">{edge.Count}</text>");
        return string.Create(
            CultureInfo.InvariantCulture,
            $"<path d=\"{path}\" fill=\"none\" stroke=\"{ink}\" stroke-width=\"{width}\" stroke-dasharray=\"{dash}\"/>{label}\n");
    }

    private static string Short(string name) => name.Length <= NameChars ? name : $"{name[..(NameChars - 1)]}…";

    private static string Escape(string text) => System.Security.SecurityElement.Escape(text);
}
