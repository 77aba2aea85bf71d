using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.Guidance.Storage;

namespace Palveluohjaus.Guidance.Accounts;

/// <summary>What an account and a password must be. Length is what makes a password hard to guess; kinds of characters are not asked for (NIST SP 800-63B, 5.1.1).</summary>
internal sealed class CheckAccount(GuidanceDbContext guidance, ILookupNormalizer normalizer, TimeProvider clock)
{
    public const int PasswordMinLength = 12;
    private const int DistinctCharacters = 5;
    private const int UncommonAtLeast = 6;

    private static readonly string[] CommonParts = ["palveluohjaus", "hyvinvointialue", "password", "salasana", "lösenord", "losenord", "qwerty", "asdf", "12345", "67890", "2026", "2025"];
    private const int NameLengthAtMost = 40;

    /// <param name="toSave">The account.</param>
    /// <param name="changed">The account as it stands; null for a new one.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<List<AccountProblem>> CheckAsync(AccountToSave toSave, Account? changed, CancellationToken cancellationToken)
    {
        var problems = new List<AccountProblem>();
        void Check(bool isWrong, string field, AccountProblemKind kind)
        {
            if (isWrong && problems.TrueForAll(earlier => earlier.Field != field))
                problems.Add(new AccountProblem(field, kind));
        }

        var name = toSave.Name.Trim();
        if (changed is null)
        {
            Check(name.Length == 0, nameof(toSave.Name), AccountProblemKind.NameMissing);
            Check(name.Length > NameLengthAtMost, nameof(toSave.Name), AccountProblemKind.TooLong);
            Check(!name.All(character => char.IsAsciiLetterOrDigit(character) || ".-_åäöÅÄÖ".Contains(character, StringComparison.Ordinal)), nameof(toSave.Name), AccountProblemKind.NameNotAllowed);
            var normalized = normalizer.NormalizeName(name);
            Check(await guidance.Accounts.AnyAsync(account => account.NormalizedUserName == normalized, cancellationToken), nameof(toSave.Name), AccountProblemKind.NameTaken);
        }

        var workerName = ClientText.Clean(toSave.WorkerName);
        Check(workerName.Length == 0, nameof(toSave.WorkerName), AccountProblemKind.WorkerNameMissing);
        Check(workerName.Length > ClientLimits.Name, nameof(toSave.WorkerName), AccountProblemKind.TooLong);
        Check(!ClientText.IsName(workerName), nameof(toSave.WorkerName), AccountProblemKind.WorkerNameUnreadable);
        Check(toSave.Roles.Count == 0, nameof(toSave.Roles), AccountProblemKind.RoleMissing);

        var handlesClients = RoleRights.Of(toSave.Roles).Contains(AccessRight.HandleClients);
        Check(handlesClients && toSave.UnitIds.Count == 0, nameof(toSave.UnitIds), AccountProblemKind.UnitMissing);
        var unitIds = toSave.UnitIds.Distinct().ToList();
        Check(await CountUnitsAsync(unitIds, changed?.WorkerId, cancellationToken) != unitIds.Count, nameof(toSave.UnitIds), AccountProblemKind.UnitUnknown);
        Check(toSave.MaySeeProtected && !handlesClients, nameof(toSave.MaySeeProtected), AccountProblemKind.ProtectedNeedsClients);
        return problems;
    }

    /// <summary>Nobody is put into a closed unit; who is in one already stays until moved.</summary>
    private Task<int> CountUnitsAsync(IReadOnlyList<Guid> unitIds, Guid? workerId, CancellationToken cancellationToken)
    {
        var today = CountyCalendar.Helsinki.DayOf(clock.GetUtcNow().UtcDateTime);
        return guidance.Units.CountAsync(
            unit => unitIds.Contains(unit.Id) && unit.Source == GuidanceCase.OwnSource
                && (unit.ClosedOn == null || unit.ClosedOn > today
                    || guidance.Workers.Any(worker => worker.Id == workerId && worker.UnitId == unit.Id)
                    || guidance.UnitMemberships.Any(membership => membership.WorkerId == workerId && membership.UnitId == unit.Id)),
            cancellationToken);
    }

    public static AccountProblemKind? FindPasswordProblem(string password, string accountName) => password switch
    {
        { Length: < PasswordMinLength } => AccountProblemKind.PasswordTooShort,
        { Length: > SignIn.PasswordMaxLength } => AccountProblemKind.PasswordTooLong,
        _ when password.Distinct().Count() < DistinctCharacters => AccountProblemKind.PasswordTooUniform,
        _ when accountName.Length > 0 && password.Contains(accountName, StringComparison.OrdinalIgnoreCase) => AccountProblemKind.PasswordIsName,
        _ when IsCommon(password) => AccountProblemKind.PasswordCommon,
        _ => null,
    };

    /// <summary>What is left of it without the words everybody thinks of is too short to be a password.</summary>
    private static bool IsCommon(string password) =>
        CommonParts.Aggregate(password, (rest, part) => rest.Replace(part, string.Empty, StringComparison.OrdinalIgnoreCase)).Length < UncommonAtLeast;
}
