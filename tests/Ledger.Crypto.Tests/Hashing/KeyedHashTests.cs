using System.Security.Cryptography;
using Ledger.Crypto.Hashing;
using Org.BouncyCastle.Crypto.Digests;
using Org.BouncyCastle.Crypto.Macs;
using Org.BouncyCastle.Crypto.Parameters;

namespace Ledger.Crypto.Tests.Hashing;

public sealed class KeyedHashTests
{
    [Theory]
    [InlineData(1, 0)]
    [InlineData(32, 55)]
    [InlineData(64, 300)]
    public void It_is_the_hmac_of_two_other_implementations(int keyBytes, int messageBytes)
    {
        var key = RandomNumberGenerator.GetBytes(keyBytes);
        var message = RandomNumberGenerator.GetBytes(messageBytes);
        Assert.Equal(HMACSHA256.HashData(key, message), KeyedHash.Compute(Hashers.For(CryptoSuite.International), key, message));

        var mac = new HMac(new SM3Digest());
        mac.Init(new KeyParameter(key));
        mac.BlockUpdate(message, 0, message.Length);
        var expected = new byte[KeyedHash.Bytes];
        mac.DoFinal(expected, 0);
        Assert.Equal(expected, KeyedHash.Compute(Hashers.For(CryptoSuite.Guomi), key, message));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(65)]
    public void Keys_of_other_lengths_are_refused(int keyBytes) =>
        Assert.Throws<ArgumentException>(() => KeyedHash.Compute(Hashers.For(CryptoSuite.Guomi), new byte[keyBytes], []));
}
