using System.Text;
using Ledger.Crypto.Keys;
using Ledger.Protocol;
using Ledger.Schema;

namespace Ledger.Fuzz.Targets;

/// <summary>Files that an operator hands to a program.</summary>
internal static class FileTargets
{
    private const int GenesisCost = 400;
    private const int KeyFileCost = 30;

    // As KeyFile.Create writes it; the key is of no use, for the PIN was thrown away.
    private const string KeyFileText = """
        {"version":1,"algorithm":"Sm2Sm3","kdf":"PBKDF2-HMAC-SHA256","iterations":600000,"salt":"AAECAwQFBgcICQoLDA0ODw==","cipher":"AES-256-GCM","nonce":"AAECAwQFBgcICQoL","publicKey":"PUBLICKEY","ciphertext":"AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gISIjJCUmJygpKissLS4v"}
        """;

    internal static IEnumerable<FuzzTarget> All(FuzzWorld world)
    {
        yield return new FuzzTarget("genesis file", [world.Consortium.GenesisBytes.ToArray()], input =>
        {
            try
            {
                GenesisState.Build(GenesisFile.Parse(input));
                return "taken";
            }
            catch (InvalidDataException)
            {
                return "refused";
            }
        }, GenesisCost);

        var publicKey = Convert.ToBase64String(world.Consortium.Zhuhai.KeyPair.PublicKey.ToSubjectPublicKeyInfo());
        var keyFile = Encoding.UTF8.GetBytes(KeyFileText.Replace("PUBLICKEY", publicKey, StringComparison.Ordinal));
        yield return new FuzzTarget("key file", [keyFile], input =>
            KeyFile.TryDescribe(input, out var error) is null ? error.ToString() : "taken", KeyFileCost);
    }
}
