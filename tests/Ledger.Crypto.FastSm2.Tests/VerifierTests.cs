using System.Text;
using System.Text.Json;
using Ledger.Crypto.Signatures;
using Ledger.Crypto.Tests;

namespace Ledger.Crypto.FastSm2.Tests;

public sealed class VerifierTests
{
    private static readonly byte[] StandardKey = Convert.FromHexString(
        "0409F9DF311E5421A150DD7D161E4BC5C672179FAD1833FC076BB08FF356F35020CCEA490CE26775A52DC6EA718CC1AA600AED05FBF35E084A6632F6072DA9AD13");

    private static readonly byte[] StandardSignature = Convert.FromHexString(
        "F5A03B0648D2C4630EEAC513E1BB81A15944DA3827D5B74143AC7EACEEE720B3B1B6AA29DF212FD8763182BC0D421CA1BB9038FD1F7F42D4840B69C485BBC1AA");

    [Fact]
    public void The_standards_example_holds()
    {
        var der = new byte[SignatureDer.BytesMax];
        var check = Check(StandardKey, "message digest"u8.ToArray(), der[..SignatureDer.Write(StandardSignature, der)]);
        Assert.Equal([true], Verify(new SignatureVerifier(), check));
        Assert.Equal([false], Verify(new SignatureVerifier(), check with { Message = "message Digest"u8.ToArray() }));
    }

    // The same batch again and again: first without tables, then with, then with keys losing them to each other.
    [Theory]
    [InlineData(0, 1, true)]
    [InlineData(1, 1, true)]
    [InlineData(2, 2, true)]
    [InlineData(5, 3, true)]
    [InlineData(5, 3, false)]
    public void Both_engines_agree_whatever_the_caches_hold(int tablesMax, int afterUses, bool lanes)
    {
        var random = new Random(tablesMax);
        var checks = new List<SignatureCheck>();
        for (var i = 0; i < 40; i++)
        {
            var scalar = new byte[32];
            random.NextBytes(scalar.AsSpan(8 * (i % 4)));
            scalar[0] &= 0x7f;
            scalar[31] = (byte)(1 + (i % 5));
            if (i % 8 < 4)
            {
                scalar.AsSpan(0, 31).Clear();
            }

            using var signer = Signers.Create(SignatureAlgorithm.Sm2Sm3, scalar);
            var message = new byte[random.Next(200)];
            random.NextBytes(message);
            var signature = signer.Sign(message);
            if (i % 5 == 4)
            {
                signature[random.Next(signature.Length)] ^= (byte)(1 << random.Next(8));
            }

            checks.Add(new SignatureCheck(signer.PublicKey, message, signature));
        }

        checks.Add(Check(new byte[65], [], []));
        checks.Add(Check([4, 2], [], StandardSignature));
        checks.Add(checks[0] with { Signature = default });
        var batch = checks.ToArray();
        var expected = Verify(new SignatureVerifier(new SignatureVerifierOptions(Sm2Engine: Sm2Engine.OpenSsl)), batch);
        Assert.Contains(true, expected);
        Assert.Contains(false, expected);
        var managed = new SignatureVerifier(
            new SignatureVerifierOptions(
                KeysMax: 12, Sm2TablesMax: tablesMax, Sm2TableAfterUses: afterUses, Sm2TableWindowBits: 4, Sm2Lanes: lanes));
        Parallel.For(0, 6, _ => Assert.Equal(expected, Verify(managed, batch)));
    }

    [Fact]
    public void Options_outside_their_range_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new SignatureVerifier(new SignatureVerifierOptions(Sm2TablesMax: -1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SignatureVerifier(new SignatureVerifierOptions(Sm2TableAfterUses: 0)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SignatureVerifier(new SignatureVerifierOptions(Sm2TableWindowBits: 9)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SignatureVerifier(new SignatureVerifierOptions(Sm2Engine: (Sm2Engine)7)));
    }

    [Fact]
    public void No_more_keys_have_tables_than_allowed_and_one_in_use_keeps_its_own()
    {
        var tables = new KeyTables(tablesMax: 2, tableAfterUses: 2, windowBits: 2);
        var keys = Enumerable.Range(1, 3).Select(KeyOf).ToArray();
        for (var round = 0; round < 100; round++)
        {
            foreach (var key in keys)
            {
                tables.Use(key);
            }

            Assert.Null(keys[2].Table);
        }

        Assert.Equal([true, true, false], keys.Select(key => key.Table is not null));
    }

    [Fact]
    public void A_key_that_was_not_used_for_long_loses_its_table_and_starts_anew()
    {
        const int longEnough = 64;
        var tables = new KeyTables(tablesMax: 2, tableAfterUses: 2, windowBits: 2);
        var keys = Enumerable.Range(1, 3).Select(KeyOf).ToArray();
        tables.Use(keys[0]);
        Assert.NotNull(tables.Use(keys[0]));
        for (var use = 0; use < longEnough; use++)
        {
            tables.Use(keys[1]);
        }

        Assert.Null(tables.Use(keys[2]));
        Assert.NotNull(tables.Use(keys[2]));
        Assert.Equal([false, true, true], keys.Select(key => key.Table is not null));
        Assert.Null(tables.Use(keys[0]));
    }

    [SharedDataFact]
    public void Published_signatures_hold()
    {
        using var vectors = JsonDocument.Parse(File.ReadAllText(SharedData.PathOf("08-vectors/gm_standard_vectors.json")));
        var gmsm = vectors.RootElement.GetProperty("gmsm_docs");
        var check = Check(
            Convert.FromHexString(gmsm.GetProperty("pub").GetString()!),
            Encoding.ASCII.GetBytes(gmsm.GetProperty("msg_ascii").GetString()!),
            Convert.FromHexString(gmsm.GetProperty("sig_der").GetString()!));
        Assert.Equal([true], Verify(new SignatureVerifier(), check));
        foreach (var kms in vectors.RootElement.GetProperty("kms_signatures").EnumerateArray())
        {
            AssertDigestHolds(
                kms.GetProperty("pub").GetString()!, kms.GetProperty("digest_passed").GetString()!, kms.GetProperty("sig_der")
                    .GetString()!);
        }
    }

    [SharedDataFact]
    public void Libcryptos_own_vectors_hold()
    {
        var verified = 0;
        var stanzas = File.ReadAllText(SharedData.PathOf("08-vectors/openssl-evp/evppkey_sm2.txt")).Split("\n\n");
        foreach (var stanza in stanzas.Where(s => s.Contains("Verify = SM2_key1", StringComparison.Ordinal)))
        {
            var fields = stanza.Split('\n').Select(line => line.Split(" = ", 2)).Where(pair => pair.Length == 2)
                .ToLookup(p => p[0], p => p[1]);
            if (!fields["Result"].Any())
            {
                AssertDigestHolds(
                    "04393A2AD9E27E43ACAAAB85A19D3B85591E14406157175ADDD37BF77FF0CAF9ED37FCF3A8B4F55C038523261FCA6636AFE6A7AFA2A1482A606F5CB3A18B2E2A1E",
                    fields["Input"].Single(), fields["Output"].Single());
                verified++;
            }
        }

        Assert.Equal(2, verified);
    }

    private static void AssertDigestHolds(string key, string digest, string signature)
    {
        var rs = new byte[64];
        Assert.True(SignatureDer.TryRead(Convert.FromHexString(signature), OpenSsl.EcCurve.Sm2.Order, rs));
        Assert.True(AffinePoint.TryDecode(Convert.FromHexString(key), out var point));
        var e = Convert.FromHexString(digest);
        Assert.True(Verdicts.Of(in point, null, rs, e));
        e[31] ^= 1;
        Assert.False(Verdicts.Of(in point, null, rs, e));
    }

    private static FastSm2Key KeyOf(int multiple)
    {
        var point = Sm2Numbers.Encode(Sm2Numbers.Multiply(Sm2Numbers.G, multiple)!.Value);
        return FastSm2Key.TryParse(new PublicKey(SignatureAlgorithm.Sm2Sm3, point))!;
    }

    private static SignatureCheck Check(byte[] key, byte[] message, byte[] signature) =>
        new(new PublicKey(SignatureAlgorithm.Sm2Sm3, key), message, signature);

    private static bool[] Verify(SignatureVerifier verifier, params SignatureCheck[] checks)
    {
        var valid = new bool[checks.Length];
        verifier.Verify(checks, valid);
        return valid;
    }
}
