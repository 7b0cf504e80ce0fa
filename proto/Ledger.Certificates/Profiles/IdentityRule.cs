using System.Text;
using Ledger.Certificates.Der;
using Ledger.Certificates.Extensions;

namespace Ledger.Certificates.Profiles;

/// <summary>One place where an authority writes an organisation's code.</summary>
/// <param name="Extension">The extension's identifier, or null.</param>
/// <param name="Subject">The subject attribute's identifier, or null.</param>
/// <param name="Prefix">What must stand before the code and is taken off; values without it are somebody else's.</param>
/// <param name="Leading">Whether the code is the beginning of a longer text, such as an organisation's name.</param>
internal sealed record IdentityRule(string? Extension, string? Subject, string? Prefix, bool Leading)
{
    internal string Place => Extension is null ? $"subject {Subject}" : $"extension {Extension}";

    /// <summary>The text at this place; it may still be anything.</summary>
    internal string? Read(Certificate certificate)
    {
        var text = Extension is null ? certificate.Subject.Find(Subject!) : ReadExtension(certificate.FindExtension(Extension));
        if (text is null || (Prefix is not null && !text.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            return null;
        }

        text = text[(Prefix?.Length ?? 0)..].Trim();
        return Leading && text.Length > OrganizationCodes.UnifiedLength ? text[..OrganizationCodes.UnifiedLength] : text;
    }

    /// <summary>A DER string, or bare ASCII: authorities write both under the same identifier.</summary>
    private static string? ReadExtension(CertificateExtension? extension) => extension is null
        ? null
        : DerText.TryRead(extension.Value) ?? Encoding.Latin1.GetString(extension.Value.Span);
}
