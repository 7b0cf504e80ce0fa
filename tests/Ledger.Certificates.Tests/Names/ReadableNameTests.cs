using System.Formats.Asn1;
using System.Text;
using Ledger.Certificates.Names;

namespace Ledger.Certificates.Tests.Names;

/// <summary>Names of old authorities are readable, with a warning; the name that is compared stays as it is encoded.</summary>
public sealed class ReadableNameTests
{
    private const string Company = "丁建筑有限公司";
    private static readonly byte[] Gbk = Convert.FromHexString("B6A1BDA8D6FED3D0CFDEB9ABCBBE");

    public static TheoryData<UniversalTagNumber, byte[], string, string?> Values => new()
    {
        { UniversalTagNumber.UTF8String, Encoding.UTF8.GetBytes(Company), Company, null },
        { UniversalTagNumber.PrintableString, "Bank of Zhuhai"u8.ToArray(), "Bank of Zhuhai", null },
        { UniversalTagNumber.T61String, "Bank of Zhuhai"u8.ToArray(), "Bank of Zhuhai", null },
        { UniversalTagNumber.BMPString, Encoding.BigEndianUnicode.GetBytes(Company), Company, null },
        { UniversalTagNumber.T61String, Gbk, Company, "O is GBK in a T61String" },
        { UniversalTagNumber.PrintableString, Gbk, Company, "O is GBK in a PrintableString" },
        { UniversalTagNumber.IA5String, Gbk, Company, "O is GBK in a IA5String" },
        { UniversalTagNumber.UTF8String, Gbk, Company, "O is GBK in a UTF8String" },
        { UniversalTagNumber.PrintableString, Encoding.UTF8.GetBytes(Company), Company, "O is UTF-8 in a PrintableString" },
        { UniversalTagNumber.T61String, Encoding.UTF8.GetBytes(Company), Company, "O is UTF-8 in a T61String" },
        { UniversalTagNumber.T61String, Encoding.Latin1.GetBytes("Société Générale"), "Société Générale", "O is of an unknown encoding " +
            "in a T61String" },
        { UniversalTagNumber.T61String, Encoding.Latin1.GetBytes("Forêt"), "Forêt", "O is of an unknown encoding in a T61String" },
        { UniversalTagNumber.T61String, Encoding.Latin1.GetBytes("Müller"), "Müller", "O is of an unknown encoding in a T61String" },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void A_value_is_shown_as_what_it_means(UniversalTagNumber type, byte[] value, string text, string? warning)
    {
        var name = DistinguishedNameReader.Read(NameOf(type, value));
        var readable = ReadableName.Of(name);
        Assert.Equal($"O={text}", readable.Text);
        Assert.Equal(warning is null, readable.Warning is null);
        Assert.Contains(warning ?? string.Empty, readable.Warning ?? string.Empty, StringComparison.Ordinal);
        Assert.DoesNotContain('\uFFFD', readable.Text);
    }

    [SharedDataFact]
    public void Certificates_of_old_authorities_are_readable()
    {
        Assert.Equal($"C=CN, O={Company}, CN={Company}", Read("12-t61gbk.crt").Text);
        Assert.Contains("GBK in a PrintableString", Read("13-printablegbk.crt").Warning, StringComparison.Ordinal);
        Assert.Null(Read("17-pem-bom-crlf.crt").Warning);
    }

    private static ReadableName Read(string file)
    {
        var bundle = CertificateBundle.Read(File.ReadAllBytes(SharedData.PathOf("11-cases/cert-wrappings/" + file)));
        Assert.True(Certificate.TryParseAnyKey(bundle.Certificates[0], out var certificate, out var error), error.ToString());
        return ReadableName.Of(certificate.Subject);
    }

    private static byte[] NameOf(UniversalTagNumber type, byte[] value)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        using (writer.PushSetOf())
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(DistinguishedName.OrganizationOid);
            writer.WriteEncodedValue((byte[])[(byte)type, (byte)value.Length, .. value]);
        }

        return writer.Encode();
    }
}
