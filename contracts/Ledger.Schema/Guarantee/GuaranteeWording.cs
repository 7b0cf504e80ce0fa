using System.Security.Cryptography;
using System.Text;
using Google.Protobuf;
using Ledger.Protocol.V1;

namespace Ledger.Schema.Guarantee;

/// <summary>
/// A published text of a guarantee, by legal nature. One that was used never changes: another wording is another file with the next
/// version, and a test holds the digest of each. Terms name their wording; guarantors may use texts of their own, under names of their own.
/// </summary>
public sealed class GuaranteeWording
{
    private readonly ByteString _digest;

    private GuaranteeWording(string name, byte[] file)
    {
        Name = name;
        Text = Encoding.UTF8.GetString(file);
        _digest = ByteString.CopyFrom(SHA256.HashData(file));
    }

    /// <summary>All that are published, ascending by name.</summary>
    public static IReadOnlyList<GuaranteeWording> All { get; } = [Read("accessory.v1"), Read("independent.v1"), Read("insurance.v1")];

    /// <summary>Name and version: independent.v1.</summary>
    public string Name { get; }

    /// <summary>The template, with places for values.</summary>
    public string Text { get; }

    /// <summary>SHA-256 of the template's file, 64 hexadecimal digits.</summary>
    public string Digest => Convert.ToHexStringLower(_digest.Span);

    /// <summary>As terms name it.</summary>
    public Wording Reference => new() { Name = Name, Digest = _digest };

    /// <summary>The text for a form and a nature; null where the law knows no such guarantee (独立保函规定 §1).</summary>
    public static GuaranteeWording? For(GuaranteeForm form, LegalNature nature) => (form, nature) switch
    {
        (GuaranteeForm.Bank or GuaranteeForm.Insurance, LegalNature.Independent) => Named("independent.v1"),
        (GuaranteeForm.Bank or GuaranteeForm.Surety, LegalNature.Accessory) => Named("accessory.v1"),
        (GuaranteeForm.Insurance, LegalNature.Insurance) => Named("insurance.v1"),
        _ => null,
    };

    /// <summary>The text that terms name; null where it is not a published one, by name and digest.</summary>
    public static GuaranteeWording? Find(Wording? wording) =>
        All.FirstOrDefault(known => known.Name == wording?.Name && known._digest.Equals(wording.Digest));

    private static GuaranteeWording Named(string name) => All.First(known => known.Name == name);

    private static GuaranteeWording Read(string name)
    {
        using var resource = typeof(GuaranteeWording).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"There is no wording {name}.");
        using var file = new MemoryStream();
        resource.CopyTo(file);
        return new GuaranteeWording(name, file.ToArray());
    }
}
