namespace Ledger.Crypto.Tests.Signatures;

/// <summary>The openssl program verifies what we sign, and we verify what it signs.</summary>
public sealed class OpenSslProgramTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ledger-crypto-").FullName;

    [Fact]
    public async Task It_verifies_ours()
    {
        using var pair = TestKeys.Of(SignatureAlgorithm.Sm2Sm3);
        using var signer = pair.CreateSigner();
        byte[] message = [.. "from ledger"u8];
        await Write("key.der", pair.PublicKey.ToSubjectPublicKeyInfo());
        await Write("message", message);
        await Write("signature", signer.Sign(message));
        var output = await OpenSslProgram.Run(
            _folder,
            "pkeyutl -verify -rawin -digest sm3 -pkeyopt distid:1234567812345678 -pubin -keyform DER -inkey key.der -in message " +
            "-sigfile signature");
        Assert.Contains("Signature Verified Successfully", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task We_verify_its()
    {
        byte[] message = [.. "from openssl"u8];
        await Write("message", message);
        await OpenSslProgram.Run(_folder, "genpkey -algorithm SM2 -out key.pem");
        await OpenSslProgram.Run(_folder, "pkey -in key.pem -pubout -outform DER -out key.der");
        await OpenSslProgram.Run(
            _folder, "pkeyutl -sign -rawin -digest sm3 -pkeyopt distid:1234567812345678 -inkey key.pem -in message -out signature");
        var key = PublicKey.FromSubjectPublicKeyInfo(await Read("key.der"), out var error);
        Assert.Null(error);
        Assert.Equal(SignatureAlgorithm.Sm2Sm3, key!.Algorithm);
        Assert.True(Verification.Holds(key, message, await Read("signature")));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private Task Write(string name, byte[] bytes) => File.WriteAllBytesAsync(Path.Combine(_folder, name), bytes);

    private Task<byte[]> Read(string name) => File.ReadAllBytesAsync(Path.Combine(_folder, name));
}
