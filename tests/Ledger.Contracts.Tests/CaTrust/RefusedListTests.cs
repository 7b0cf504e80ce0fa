using Google.Protobuf;
using Ledger.Certificates.Names;
using Ledger.Certificates.Revocation;
using Ledger.Protocol;
using Ledger.TestConsortium;

namespace Ledger.Contracts.Tests;

/// <summary>Lists that the chain cannot judge by are refused by the names of docs/spec/certificate-paths.md, whoever signed them.</summary>
public sealed class RefusedListTests
{
    private readonly World _w = new World().WithCa();

    [Theory]
    [InlineData("2.5.29.27", "020101", RevocationListError.Delta)]
    [InlineData("2.5.29.28", "30038401FF", RevocationListError.Indirect)]
    [InlineData("2.5.29.28", "300483020640", RevocationListError.PartialReasons)]
    [InlineData("2.5.29.28", "30038501FF", RevocationListError.AttributeCertificates)]
    [InlineData("1.2.3.4", "0500", RevocationListError.CriticalExtension)]
    public void A_list_of_another_kind_is_refused_by_name(string oid, string value, RevocationListError name) =>
        Refuses(RefusalCode.BadCrl, name.ToString(), List(TrustWorld.RootSeed, TrustWorld.RootName, (oid, Convert.FromHexString(value))));

    [Fact]
    public void An_ocsp_answer_is_refused_by_name() =>
        Refuses(RefusalCode.BadCrl, nameof(RevocationListError.OcspAnswer), Convert.FromHexString("30030A0103"));

    [Fact]
    public void A_list_by_another_key_is_refused_by_name_even_of_the_same_CA() =>
        Refuses(RefusalCode.CrlSignature, TrustWorld.RootName, List(TrustWorld.SubSeed, TrustWorld.RootName, null));

    private byte[] List(byte seed, string name, (string Oid, byte[] Value)? extension) => TestRevocationList.Make(
        World.Key(seed), DistinguishedName.Create(new DistinguishedNameAttribute(DistinguishedName.CommonNameOid, name)), _w.Time, null, [],
        extension);

    private void Refuses(RefusalCode code, string name, byte[] list)
    {
        var refused = _w.Run(_w.Bidder, TrustWorld.Importing(ByteString.CopyFrom(list)));
        Assert.Equal(code, refused.Code);
        Assert.Contains(name, refused.Detail, StringComparison.Ordinal);
    }
}
