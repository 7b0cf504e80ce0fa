using Ledger.Crypto.Hashing;

namespace Ledger.Crypto.Tests.Hashing;

public sealed class Sm3VectorTests
{
    [SharedDataFact]
    public void The_stanzas_of_openssl_hold()
    {
        var hasher = Hashers.For(CryptoSuite.Guomi);
        var lines = File.ReadAllLines(SharedData.PathOf("08-vectors/openssl-evp/evpmd_sm3.txt"));
        var run = 0;
        for (var i = 0; i + 2 < lines.Length; i++)
        {
            if (lines[i] != "Digest = SM3" || !lines[i + 1].StartsWith("Input = ", StringComparison.Ordinal))
            {
                continue;
            }

            var digest = new byte[32];
            hasher.Hash(Convert.FromHexString(lines[i + 1]["Input = ".Length..]), digest);
            Assert.Equal(Convert.FromHexString(lines[i + 2]["Output = ".Length..]), digest);
            run++;
        }

        Assert.True(run >= 3, $"{run} stanzas");
    }
}
