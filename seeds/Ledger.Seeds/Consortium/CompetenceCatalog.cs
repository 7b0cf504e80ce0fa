using Ledger.Protocol.V1;

namespace Ledger.Seeds;

/// <summary>Who of the test consortium may record what (DOMAIN §4): the province's authority, the centre, the regulator.</summary>
internal static class CompetenceCatalog
{
    private const uint LoadDaysMax = 3_653; // what stood before the chain is brought to it

    internal static IEnumerable<IssuerCompetence> Of(ConsortiumSeed consortium)
    {
        var issuer = consortium.Issuer.Uscc;
        yield return Entry(issuer, CredentialKind.Qualification, "440000", "建筑业企业资质管理规定（住建部令第22号）第九条至第十一条", "2018年修改");
        yield return Entry(issuer, CredentialKind.Certificate, "440000", "建筑业企业资质管理规定（住建部令第22号）第九条至第十一条", "2018年修改");
        yield return Entry(issuer, CredentialKind.Person, "440000", "注册建造师管理规定（建设部令第153号）", "2016年修改");
        yield return Entry(
            consortium.Zhuhai.Uscc, CredentialKind.Performance, "440400", "公共资源交易平台管理暂行办法（14部委令第39号）", "2016年公布");
        yield return Entry(
            consortium.Validators[^1].Owner.Uscc, CredentialKind.Credit, "440400", "招标投标违法行为记录公告暂行办法（发改法规〔2008〕1531号）", "2008年印发");
    }

    private static IssuerCompetence Entry(string issuer, CredentialKind kind, string region, string source, string version) => new()
    {
        IssuerUscc = issuer,
        Kind = kind,
        Region = region,
        EffectiveFrom = ConsortiumSeed.Start.ToUnixTimeMilliseconds(),
        BackDatingDaysMax = LoadDaysMax,
        Source = source,
        LawVersion = version,
    };
}
