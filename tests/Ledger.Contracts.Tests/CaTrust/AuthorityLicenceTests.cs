using Ledger.Protocol.V1;
using Ledger.Schema.CaTrust;

namespace Ledger.Contracts.Tests;

/// <summary>Under which licence a CA works at a time, and that its end is watched.</summary>
public sealed class AuthorityLicenceTests
{
    private static readonly CertificateAuthority Authority = new()
    {
        CaId = "test",
        Licences =
        {
            new AuthorityLicence { Kind = LicenceKind.Certification, Number = "1", ValidFrom = 10, ValidUntil = 20 },
            new AuthorityLicence { Kind = LicenceKind.Certification, Number = "2", ValidFrom = 21, ValidUntil = 30 },
            new AuthorityLicence { Kind = LicenceKind.GovernmentCertification, Number = "3", ValidFrom = 15, ValidUntil = 25 },
        },
    };

    [Theory]
    [InlineData(LicenceKind.Certification, 9, null)]
    [InlineData(LicenceKind.Certification, 10, "1")]
    [InlineData(LicenceKind.Certification, 20, "1")]
    [InlineData(LicenceKind.Certification, 21, "2")]
    [InlineData(LicenceKind.Certification, 31, null)]
    [InlineData(LicenceKind.GovernmentCertification, 14, null)]
    [InlineData(LicenceKind.GovernmentCertification, 25, "3")]
    public void The_one_that_holds_is_found(LicenceKind kind, long time, string? number) =>
        Assert.Equal(number, AuthorityLicences.At(Authority, kind, time)?.Number);

    [Fact]
    public void The_last_of_each_kind_is_watched()
    {
        Assert.Equal(
            [("licence", 30L), ("licence", 25L)],
            ExpiringItems.Of(Authority, AuthorityStatus.Active).Select(item => (item.Kind, item.EndsAt)));
        Assert.Empty(ExpiringItems.Of(Authority, AuthorityStatus.Withdrawn));
    }
}
