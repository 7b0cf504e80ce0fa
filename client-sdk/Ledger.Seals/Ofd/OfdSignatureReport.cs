using System.Text.Json.Nodes;

namespace Ledger.Seals;

/// <summary>What became of one signature of an OFD document.</summary>
/// <param name="Path">Its <c>Signature.xml</c>.</param>
/// <param name="Report">The ten checks. A signature without a seal (a GM/T 0010 message) has only those that apply.</param>
/// <param name="Signature">The seal signature; null where it is a message or cannot be read.</param>
/// <param name="References">How many files it protects.</param>
public sealed record OfdSignatureReport(string Path, SealReport Report, SealSignature? Signature, int References)
{
    /// <summary>As a JSON object.</summary>
    public JsonObject ToJson()
    {
        var document = Report.ToJson();
        document.Insert(0, "signature", Path);
        document["references"] = References;
        return document;
    }
}
