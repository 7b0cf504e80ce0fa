using System.Xml;
using System.Xml.Linq;

namespace Ledger.Seals;

/// <summary>Parses the XML of a document: no DTD, no entities, nothing fetched, bounded.</summary>
internal static class OfdXml
{
    private const int DepthMax = 64;

    internal static XElement? TryParse(byte[] bytes)
    {
        var settings = new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            MaxCharactersInDocument = SealLimits.XmlBytesMax,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
        };
        try
        {
            if (!IsShallow(bytes, settings))
            {
                return null;
            }

            using var reader = XmlReader.Create(new MemoryStream(bytes), settings);
            return XDocument.Load(reader).Root;
        }
        catch (XmlException)
        {
            return null;
        }
    }

    /// <summary>The descendants of a name, in whatever namespace the document uses for OFD.</summary>
    internal static IEnumerable<XElement> All(XElement root, string name) =>
        root.Descendants().Where(element => element.Name.LocalName == name);

    internal static string? Value(XElement root, string name) => All(root, name).FirstOrDefault()?.Value.Trim();

    /// <summary>A deep tree would recurse in whoever walks it.</summary>
    private static bool IsShallow(byte[] bytes, XmlReaderSettings settings)
    {
        using var reader = XmlReader.Create(new MemoryStream(bytes), settings);
        while (reader.Read())
        {
            if (reader.Depth > DepthMax)
            {
                return false;
            }
        }

        return true;
    }
}
