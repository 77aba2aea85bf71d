using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Accounts;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Teams;

namespace Palveluohjaus.Guidance.Tests.Accounts;

[TestClass]
public sealed class KeepAccountsTests
{
    [TestMethod]
    public async Task The_last_admin_stays_an_admin_and_stays_enabled()
    {
        await using var desk = await AccountDesk.OpenAsync();
        var own = desk.Admin.AccountId!.Value;

        var changed = await ChangeAsync(desk, own, new AccountToSave { WorkerName = "Aino Ylitalo", Roles = [AccountRole.Analyst] });
        var disabled = await desk.KeepAsync(accounts => accounts.DisableAsync(own, desk.Admin, CancellationToken.None));

        RequireRefused(changed, AccountProblemKind.LastAdmin);
        RequireRefused(disabled, AccountProblemKind.LastAdmin);
    }

    [TestMethod]
    public async Task Of_two_admins_who_take_the_role_from_each_other_at_once_one_stays()
    {
        await using var desk = await AccountDesk.OpenAsync();
        var first = desk.Admin.AccountId!.Value;
        var second = (await desk.AddAsync(AccountDesk.Second)).AccountId;

        await Task.WhenAll(new[] { first, second }.Select(accountId => Task.Run(() =>
            ChangeAsync(desk, accountId, new AccountToSave { WorkerName = "Joku", Roles = [AccountRole.Analyst] }))));

        var all = await desk.ReadAsync(guidance => guidance.Accounts.AsNoTracking().ToListAsync());
        Assert.AreEqual(1, all.Count(account => account.Roles.Contains(AccountRole.Admin)));
    }

    [TestMethod]
    public async Task A_disabled_admin_does_not_count_as_another_admin()
    {
        await using var desk = await AccountDesk.OpenAsync();
        var second = (await desk.AddAsync(AccountDesk.Second)).AccountId;
        await desk.KeepAsync(accounts => accounts.DisableAsync(second, desk.Admin, CancellationToken.None));

        RequireRefused(await desk.KeepAsync(accounts => accounts.DisableAsync(desk.Admin.AccountId!.Value, desk.Admin, CancellationToken.None)), AccountProblemKind.LastAdmin);
    }

    [TestMethod]
    public async Task What_another_admin_changed_meanwhile_is_not_overwritten()
    {
        await using var desk = await AccountDesk.OpenAsync();
        var accountId = (await desk.AddAsync(AccountDesk.Second)).AccountId;
        var form = new AccountToSave { WorkerName = "Yrjö Ylitalo", Roles = [AccountRole.Analyst], Version = 0 };

        Assert.IsInstanceOfType<AccountResult.Saved>(await ChangeAsync(desk, accountId, form));

        RequireRefused(await ChangeAsync(desk, accountId, form with { Roles = [AccountRole.Manager] }), AccountProblemKind.ChangedMeanwhile);
        Assert.IsInstanceOfType<AccountResult.Saved>(await ChangeAsync(desk, accountId, form with { Version = 1 }));
    }

    [TestMethod]
    public async Task What_its_owner_sets_does_not_stand_in_an_admins_way()
    {
        await using var desk = await AccountDesk.OpenAsync();
        var accountId = (await desk.AddAsync(AccountDesk.Second)).AccountId;

        await desk.WithAsync<KeepAccounts, int>(async accounts =>
        {
            await accounts.SetOwnAsync("sv", usesSingleKeys: false, new Actor("yrjo") { AccountId = accountId }, CancellationToken.None);
            return 0;
        });

        Assert.IsInstanceOfType<AccountResult.Saved>(await ChangeAsync(desk, accountId, AccountDesk.Second with { Version = 0 }));
        var stored = await desk.ReadAsync(guidance => guidance.Accounts.AsNoTracking().SingleAsync(account => account.Id == accountId));
        Assert.AreEqual(("sv", false), (stored.Language, stored.UsesSingleKeys));
    }

    [TestMethod]
    public async Task Nobody_is_put_into_a_closed_unit_but_who_is_in_one_can_be_changed()
    {
        await using var desk = await AccountDesk.OpenAsync();
        var unitId = await AddUnitAsync(desk);
        var guide = new AccountToSave { Name = "sanna", WorkerName = "Sanna Koivu", Roles = [AccountRole.Guide], UnitIds = [unitId] };
        var sanna = (await desk.AddAsync(guide)).AccountId;

        await desk.WithAsync<KeepUnits, UnitResult>(units => units.ChangeAsync(
            unitId, new UnitToSave { Code = "ITA", NameFi = "Itä", NameSv = "Öst", NameEn = "East", ClosedOn = new DateOnly(2026, 3, 17) }, desk.Admin, CancellationToken.None));

        RequireRefused(await desk.KeepAsync(accounts => accounts.AddAsync(guide with { Name = "pekka" }, desk.Admin, CancellationToken.None)), AccountProblemKind.UnitUnknown);
        Assert.IsInstanceOfType<AccountResult.Saved>(await ChangeAsync(desk, sanna, guide with { WorkerName = "Sanna Kivi" }));
    }

    [TestMethod]
    [DataRow("", AccountProblemKind.NameMissing)]
    [DataRow("AINO", AccountProblemKind.NameTaken)]
    [DataRow("<script>alert(1)</script>", AccountProblemKind.NameNotAllowed)]
    [DataRow("aino' OR 1=1 --", AccountProblemKind.NameNotAllowed)]
    [DataRow("\U0001F511", AccountProblemKind.NameNotAllowed)]
    [DataRow("a\u202Eb", AccountProblemKind.NameNotAllowed)]
    public async Task A_name_nobody_could_sign_in_with_is_refused(string name, AccountProblemKind kind)
    {
        await using var desk = await AccountDesk.OpenAsync();

        RequireRefused(await desk.KeepAsync(accounts => accounts.AddAsync(AccountDesk.Second with { Name = name }, desk.Admin, CancellationToken.None)), kind);
    }

    [TestMethod]
    public async Task Ten_thousand_characters_are_refused_and_nothing_is_stored()
    {
        await using var desk = await AccountDesk.OpenAsync();
        var huge = new string('a', 10_000);

        var result = await desk.KeepAsync(accounts => accounts.AddAsync(AccountDesk.Second with { Name = huge, WorkerName = huge }, desk.Admin, CancellationToken.None));

        CollectionAssert.AreEqual(new[] { AccountProblemKind.TooLong, AccountProblemKind.TooLong }, AccountDesk.Refusals(result).ToArray());
        Assert.AreEqual(1, await desk.ReadAsync(guidance => guidance.Accounts.CountAsync()));
    }

    [TestMethod]
    public async Task Every_change_is_in_the_audit_without_anybodys_name_in_its_reason()
    {
        await using var desk = await AccountDesk.OpenAsync();
        var accountId = (await desk.AddAsync(AccountDesk.Second)).AccountId;

        desk.Clock.Advance(TimeSpan.FromMinutes(1));
        await ChangeAsync(desk, accountId, AccountDesk.Second with { Roles = [AccountRole.Analyst] });
        desk.Clock.Advance(TimeSpan.FromMinutes(1));
        await desk.KeepAsync(accounts => accounts.ResetSecondFactorAsync(accountId, desk.Admin, CancellationToken.None));
        desk.Clock.Advance(TimeSpan.FromMinutes(1));
        await desk.KeepAsync(accounts => accounts.DisableAsync(accountId, desk.Admin, CancellationToken.None));

        var entries = await desk.ReadAsync(guidance => guidance.AuditEntries.AsNoTracking().Where(entry => entry.SubjectId == accountId).ToListAsync());
        Assert.AreEqual("Admin; 0 units, Analyst; 0 units, SecondFactor off, Disabled", string.Join(", ", entries.OrderBy(entry => entry.AtUtc).Select(entry => entry.Reason)));
        Assert.IsTrue(entries.TrueForAll(entry => entry.Actor == "aino"));
    }

    private static Task<AccountResult> ChangeAsync(AccountDesk desk, Guid accountId, AccountToSave account) =>
        desk.KeepAsync(accounts => accounts.ChangeAsync(accountId, account, desk.Admin, CancellationToken.None));

    private static async Task<Guid> AddUnitAsync(AccountDesk desk) =>
        ((UnitResult.Saved)await desk.WithAsync<KeepUnits, UnitResult>(units =>
            units.AddAsync(new UnitToSave { Code = "ITA", NameFi = "Itä", NameSv = "Öst", NameEn = "East" }, desk.Admin, CancellationToken.None))).UnitId;

    private static void RequireRefused(AccountResult result, AccountProblemKind kind) =>
        CollectionAssert.AreEqual(new[] { kind }, AccountDesk.Refusals(result).ToArray(), result.ToString());
}
