namespace Ledger.Seeds;

/// <summary>How large a record is. <see cref="Zhuhai"/> is the published one; every number is reached exactly.</summary>
public sealed record RecordOptions
{
    /// <summary>
    /// The published record: 14,600 guarantees in place of ¥9.13 billion, 83,000 logins, 46,000 signatures, 71 companies' credentials used
    /// in projects of ¥2.79 billion, December 2019 to July 2021.
    /// </summary>
    public static RecordOptions Zhuhai { get; } = new();

    /// <summary>A hundredth of it, over the first months: for tests and simulation.</summary>
    public static RecordOptions Mini { get; } = new()
    {
        Guarantees = 146,
        DepositsFen = 9_130_000_000,
        Sections = 9,
        FailedSections = 1,
        PostponedSections = 1,
        Claims = 5,
        PaymentStops = 2,
        ExtendOrPayClaims = 1,
        DecryptionFailures = 2,
        WithdrawnBids = 4,
        ExtendedSections = 1,
        Logins = 830,
        Signatures = 460,
        CredentialCompanies = 4,
        Qualifications = 13,
        Performances = 17,
        CheckedProjects = 3,
        CheckedFen = 0,
        Bidders = 400,
        Tenderers = 4,
        LastOpening = new DateOnly(2020, 2, 20),
        LastDay = new DateOnly(2020, 7, 31),
    };

    /// <summary>Guarantees that are revealed and so stand in place of cash.</summary>
    public int Guarantees { get; init; } = 14_600;

    /// <summary>Sum of their amounts, in fen; a multiple of ¥10,000.</summary>
    public long DepositsFen { get; init; } = 913_000_000_000;

    /// <summary>Sections (标段) that are opened.</summary>
    public int Sections { get; init; } = 730;

    /// <summary>Sections that fail or are terminated; their guarantees are never revealed, and not counted.</summary>
    public int FailedSections { get; init; } = 16;

    /// <summary>Opened sections whose opening a notice moved.</summary>
    public int PostponedSections { get; init; } = 28;

    /// <summary>Guarantees that are claimed under.</summary>
    public int Claims { get; init; } = 44;

    /// <summary>Of them, those whose payment a court stops.</summary>
    public int PaymentStops { get; init; } = 6;

    /// <summary>Of them, those that ask to extend or pay, and are answered by an extension.</summary>
    public int ExtendOrPayClaims { get; init; } = 5;

    /// <summary>Bids that could not be decrypted at the opening: half of them by the bidder's fault, and so claimed under.</summary>
    public int DecryptionFailures { get; init; } = 18;

    /// <summary>
    /// Bids that were withdrawn before the opening time; their guarantees are not counted among <see cref="Guarantees"/>.
    /// </summary>
    public int WithdrawnBids { get; init; } = 120;

    /// <summary>Opened sections in which bids and guarantees are made valid for longer after the opening.</summary>
    public int ExtendedSections { get; init; } = 12;

    /// <summary>Scan logins (扫码登录) that were confirmed.</summary>
    public int Logins { get; init; } = 83_000;

    /// <summary>Electronic signatures (电子签名) that were confirmed on the phone.</summary>
    public int Signatures { get; init; } = 46_000;

    /// <summary>Companies whose qualifications and performances are on the chain (链资信).</summary>
    public int CredentialCompanies { get; init; } = 71;

    /// <summary>Their qualifications (资质).</summary>
    public int Qualifications { get; init; } = 326;

    /// <summary>Their performances (业绩).</summary>
    public int Performances { get; init; } = 429;

    /// <summary>Projects in which a bidder's records were checked.</summary>
    public int CheckedProjects { get; init; } = 204;

    /// <summary>What the contracts of the checked sections come to, in fen; 0 leaves them as they are drawn.</summary>
    public long CheckedFen { get; init; } = 279_000_000_000;

    /// <summary>Invented bidders to draw from; at least 400, so that the largest section finds enough of its trade.</summary>
    public int Bidders { get; init; } = 2_000;

    /// <summary>Invented tenderers.</summary>
    public int Tenderers { get; init; } = 112;

    /// <summary>First day on which a section opens; at least 21 days after the chain's start.</summary>
    public DateOnly FirstOpening { get; init; } = new(2019, 12, 24);

    /// <summary>Last day on which a section opens; what follows from it takes seven weeks at most.</summary>
    public DateOnly LastOpening { get; init; } = new(2021, 6, 8);

    /// <summary>Last day of all: only sections that open early enough before it see claims.</summary>
    public DateOnly LastDay { get; init; } = new(2021, 7, 30);
}
