using Ledger.Crypto;
using Ledger.Crypto.Keys;
using Ledger.Crypto.Signatures;
using Ledger.Protocol;
using Ledger.Schema;

namespace Ledger.Seeds.Tests;

public sealed class ConsortiumSeedTests
{
    [Theory]
    [InlineData(CryptoSuite.Guomi, "3758c44f10ce84f3bf624fe49654ad53")]
    [InlineData(CryptoSuite.International, "d898b05f77523a7f0d0f73c3309dc99d")]
    public void The_chain_id_follows_from_the_seed(CryptoSuite suite, string chainIdBegins)
    {
        var consortium = ConsortiumSeed.Create(suite: suite);
        Assert.StartsWith(chainIdBegins, consortium.Genesis.ChainId.ToString(), StringComparison.Ordinal);
        Assert.True(consortium.GenesisBytes.Span.SequenceEqual(ConsortiumSeed.Create(suite: suite).GenesisBytes.Span));
        Assert.NotEqual(consortium.Genesis.ChainId, ConsortiumSeed.Create(seed: 1, suite).Genesis.ChainId);
    }

    [Theory]
    [InlineData(CryptoSuite.Guomi)]
    [InlineData(CryptoSuite.International)]
    public void The_contracts_take_the_genesis(CryptoSuite suite)
    {
        var consortium = ConsortiumSeed.Create(suite: suite);

        Assert.NotEmpty(GenesisState.Build(consortium.Genesis));

        Assert.Equal(
            new DateTimeOffset(2019, 12, 1, 0, 0, 0, TimeSpan.FromHours(8)).ToUnixTimeMilliseconds(), consortium.Genesis.Content.Time);
        Assert.Equal(4, consortium.Genesis.Validators.Ids.Count);
        Assert.Equal(17, consortium.Genesis.Content.Members.Count);
        Assert.Equal(17, consortium.Genesis.Content.Certificates.Count);
        Assert.Equal(2, consortium.Genesis.Content.CertificateAnchors.Count);
        Assert.All(consortium.Members.Values, member => Assert.True(UnifiedSocialCreditCode.HasValidCheck(member.Uscc)));
        Assert.All(consortium.Members.Values, member => Assert.Equal(member.Uscc, member.Certificate.OrganizationCode));
        Assert.All(consortium.Authorities, authority => Assert.Contains("测试", authority.Name, StringComparison.Ordinal));
    }

    [Fact]
    public void Deterministic_signatures_verify_and_differ_by_message()
    {
        using var pair = KeyPair.FromSeed(SignatureAlgorithm.Sm2Sm3, SeededBytes.Derive(1, "test"));
        var signer = new DeterministicSigner(pair);
        byte[][] messages = [.. Enumerable.Range(0, 50).Select(i => SeededBytes.Derive(2, "message", i))];
        var signatures = messages.Select(message => signer.Sign(message)).ToList();
        var results = new bool[messages.Length];

        new SignatureVerifier()
            .Verify([.. messages.Select((message, i) => new SignatureCheck(pair.PublicKey, message, signatures[i]))], results);

        Assert.All(results, Assert.True);
        Assert.Equal(signatures[0], signer.Sign(messages[0]));
        Assert.Equal(messages.Length, signatures.Select(Convert.ToHexString).Distinct().Count());
    }

    [Fact]
    public void Files_are_written_once_and_another_genesis_is_left_alone()
    {
        var directory = Directory.CreateTempSubdirectory("ledger-seeds-");
        try
        {
            var consortium = ConsortiumSeed.Create();
            consortium.WriteTo(directory.FullName);
            consortium.WriteTo(directory.FullName);

            var genesis = GenesisFile.Parse(File.ReadAllBytes(Path.Combine(directory.FullName, "genesis.json")));
            Assert.Equal(consortium.Genesis.ChainId, genesis.ChainId);
            using var zhuhai = KeyFile.TryOpen(
                Path.Combine(directory.FullName, "members", "zhuhai.key"), ConsortiumFiles.TestPin, out var error);
            Assert.Equal(KeyFileError.None, error);
            Assert.Equal(consortium.Zhuhai.KeyPair.PublicKey, zhuhai!.PublicKey);
            Assert.Equal(17, Directory.GetFiles(Path.Combine(directory.FullName, "members"), "*.crt").Length);
            Assert.Equal(8, Directory.GetFiles(Path.Combine(directory.FullName, "validators"), "*.key").Length);
            Assert.Throws<InvalidDataException>(() => ConsortiumSeed.Create(seed: 1).WriteTo(directory.FullName));
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }
}
