using System.Text.Json.Nodes;
using Ledger.Certificates;
using Ledger.Certificates.Names;

namespace Ledger.Seals;

/// <summary>What became of one signature of a PDF.</summary>
/// <param name="Report">The ten checks. A signature without a seal has only those that apply.</param>
/// <param name="Signature">The seal signature; null where there is none.</param>
/// <param name="Signer">Who signed; null where that cannot be read.</param>
/// <param name="ProtectedBytes">How many bytes of the file it protects.</param>
/// <param name="CoversWholeFile">Whether nothing but its own value is left out; otherwise later signatures follow.</param>
public sealed record PdfSignatureReport(
    SealReport Report, SealSignature? Signature, Certificate? Signer, long ProtectedBytes, bool CoversWholeFile)
{
    /// <summary>As a JSON object.</summary>
    public JsonObject ToJson()
    {
        var document = Report.ToJson();
        document["signer"] = Signer is null ? null : ReadableName.Of(Signer.Subject).Text;
        document["seal"] = Signature?.Seal.Id;
        document["protected_bytes"] = ProtectedBytes;
        document["covers_whole_file"] = CoversWholeFile;
        return document;
    }
}
