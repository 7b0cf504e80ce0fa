using System.Text;

namespace Ledger.Crypto.Tests.Keys;

public sealed class KeyFileTests : IDisposable
{
    private const string Pin = "珠海-1234";
    private readonly string _folder = Directory.CreateTempSubdirectory("ledger-keys-").FullName;

    public static TheoryData<SignatureAlgorithm> Algorithms => new(Enum.GetValues<SignatureAlgorithm>());

    private string Path => System.IO.Path.Combine(_folder, "node.key");

    [Theory]
    [MemberData(nameof(Algorithms))]
    public void What_was_written_opens_with_its_pin_only(SignatureAlgorithm algorithm)
    {
        using var pair = TestKeys.Of(algorithm);
        KeyFile.Create(Path, pair, Pin);

        using var opened = KeyFile.TryOpen(Path, Pin, out var error);
        Assert.Equal(KeyFileError.None, error);
        Assert.Equal(pair.PublicKey, opened!.PublicKey);
        Assert.Equal(pair.PrivateKey.ToArray(), opened.PrivateKey.ToArray());
        Assert.Equal(pair.PublicKey, KeyFile.TryReadPublicKey(Path, out _));
        Assert.Null(KeyFile.TryOpen(Path, Pin + " ", out error));
        Assert.Equal(KeyFileError.WrongPinOrDamaged, error);
        Assert.Equal(["node.key"], Directory.EnumerateFiles(_folder).Select(System.IO.Path.GetFileName));
    }

    [Fact]
    public void Only_the_owner_may_read_it()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        KeyFile.Create(Path, TestKeys.Of(SignatureAlgorithm.Sm2Sm3), Pin);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path));
        File.SetUnixFileMode(Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        Assert.Null(KeyFile.TryOpen(Path, Pin, out var error));
        Assert.Equal(KeyFileError.Permissions, error);
    }

    [Fact]
    public void A_file_that_is_there_is_not_overwritten()
    {
        using var pair = TestKeys.Of(SignatureAlgorithm.Sm2Sm3);
        KeyFile.Create(Path, pair, Pin);
        var before = File.ReadAllBytes(Path);
        Assert.Throws<IOException>(() => KeyFile.Create(Path, pair, Pin));
        Assert.Equal(before, File.ReadAllBytes(Path));
        Assert.Single(Directory.EnumerateFiles(_folder));
    }

    [Theory]
    [InlineData("\"iterations\": 600000", "\"iterations\": 600001", KeyFileError.WrongPinOrDamaged)]
    [InlineData("\"iterations\": 600000", "\"iterations\": 1", KeyFileError.Malformed)]
    [InlineData("\"iterations\": 600000", "\"iterations\": 2000000000", KeyFileError.Malformed)]
    [InlineData("\"version\": 1", "\"version\": 2", KeyFileError.Version)]
    [InlineData("\"algorithm\": \"Sm2Sm3\"", "\"algorithm\": \"EcdsaP256Sha256\"", KeyFileError.Malformed)]
    [InlineData("\"version\": 1", "\"version\": 1, \"extra\": 1", KeyFileError.Malformed)]
    [InlineData("AES-256-GCM", "NONE", KeyFileError.Version)]
    [InlineData("{", "", KeyFileError.Malformed)]
    [InlineData("\"salt\": \"", "\"salt\": \"AAAA", KeyFileError.Malformed)]
    public void A_changed_file_is_refused(string from, string to, KeyFileError expected)
    {
        KeyFile.Create(Path, TestKeys.Of(SignatureAlgorithm.Sm2Sm3), Pin);
        var text = Encoding.UTF8.GetString(File.ReadAllBytes(Path));
        Assert.Contains(from, text, StringComparison.Ordinal);
        File.WriteAllText(Path, text.Replace(from, to, StringComparison.Ordinal));
        Assert.Null(KeyFile.TryOpen(Path, Pin, out var error));
        Assert.Equal(expected, error);
    }

    [Fact]
    public void Mutated_files_never_throw()
    {
        KeyFile.Create(Path, TestKeys.Of(SignatureAlgorithm.Sm2Sm3), Pin);
        var original = File.ReadAllBytes(Path);
        var random = new Random(4);
        for (var i = 0; i < 10_000; i++)
        {
            var content = KeyFileContent.TryRead(Mutation.Of(original, random), out var error);
            Assert.Equal(content is null, error != KeyFileError.None);
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
