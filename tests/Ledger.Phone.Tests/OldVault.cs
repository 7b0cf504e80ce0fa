using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Ledger.Certificates;
using Ledger.Crypto.Keys;

namespace Ledger.Phone.Tests;

/// <summary>A vault as version 1 wrote it: a counter in a file of its own, keys under PBKDF2 of the PIN alone.</summary>
internal static class OldVault
{
    internal static void Write(string folder, KeyPair pair, Certificate certificate, TrustedOrigin origin, string pin, string? attempts)
    {
        Directory.CreateDirectory(folder);
        WritePrivate(Path.Combine(folder, "phone.json"), new JsonObject
        {
            ["version"] = 1,
            ["signing_certificate"] = Convert.ToBase64String(certificate.Der.Span),
            ["origins"] = new JsonArray(new JsonObject { ["origin"] = origin.Origin, ["centre_uscc"] = origin.CentreUscc }),
        }.ToJsonString());
        WritePrivate(Path.Combine(folder, "signing.key"), Key(pair, pin));
        if (attempts is not null)
        {
            WritePrivate(Path.Combine(folder, "attempts"), attempts);
        }
    }

    private static string Key(KeyPair pair, string pin)
    {
        var (salt, nonce, key) = (new byte[16], new byte[12], pair.PublicKey.ToSubjectPublicKeyInfo());
        var header = Encoding.UTF8.GetBytes(
            $"ledger/key-file\n1\n{pair.Algorithm}\nPBKDF2-HMAC-SHA256\n600000\n{Convert.ToHexString(salt)}\nAES-256-GCM\n{Convert.ToHexString(nonce)}\n{Convert.ToHexString(key)}");
        var ciphertext = new byte[pair.PrivateKey.Length + 16];
        using var cipher = new AesGcm(Rfc2898DeriveBytes.Pbkdf2(pin, salt, 600_000, HashAlgorithmName.SHA256, 32), 16);
        cipher.Encrypt(
            nonce, pair.PrivateKey, ciphertext.AsSpan(0, pair.PrivateKey.Length), ciphertext.AsSpan(pair.PrivateKey.Length), header);
        return new JsonObject
        {
            ["version"] = 1,
            ["algorithm"] = pair.Algorithm.ToString(),
            ["kdf"] = "PBKDF2-HMAC-SHA256",
            ["iterations"] = 600_000,
            ["salt"] = Convert.ToBase64String(salt),
            ["cipher"] = "AES-256-GCM",
            ["nonce"] = Convert.ToBase64String(nonce),
            ["publicKey"] = Convert.ToBase64String(key),
            ["ciphertext"] = Convert.ToBase64String(ciphertext),
        }.ToJsonString();
    }

    private static void WritePrivate(string path, string text)
    {
        File.WriteAllText(path, text);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }
}
