using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Teams;
using Palveluohjaus.Guidance.Tests.Accounts;

namespace Palveluohjaus.Guidance.Tests.Teams;

[TestClass]
public sealed class KeepUnitsTests
{
    private static readonly UnitToSave East = new() { Code = "ITA", NameFi = "Itä", NameSv = "Öst", NameEn = "East" };

    [TestMethod]
    [DataRow("012 310 1691", "012 310 1691")]
    [DataRow("  0800\u00a012345 ", "0800 12345")]
    [DataRow("+358 (0)12 310\n1691", "+358 (0)12 310 1691")]
    [DataRow(" \t", null)]
    [DataRow("", null)]
    [DataRow(null, null)]
    public async Task A_units_number_is_kept_as_the_county_writes_it(string? typed, string? kept)
    {
        await using var desk = await AccountDesk.OpenAsync();

        var saved = await AddAsync(desk, East with { Phone = typed });

        Assert.IsInstanceOfType<UnitResult.Saved>(saved);
        Assert.AreEqual(kept, (await ReadAsync(desk)).Single().Phone);
    }

    [TestMethod]
    [DataRow("soita vaihteeseen", UnitProblemKind.PhoneUnreadable)]
    [DataRow("310 1691", UnitProblemKind.PhoneUnreadable)]
    [DataRow("000 000 0000", UnitProblemKind.PhoneUnreadable)]
    [DataRow("012 310 1691, 012 310 1692", UnitProblemKind.PhoneUnreadable)]
    [DataRow("٠٩ ٣١٠ ١٦٩١", UnitProblemKind.PhoneUnreadable)]
    [DataRow("<script>alert(1)</script>", UnitProblemKind.PhoneUnreadable)]
    [DataRow("+358 50 123 4567 890 123 45", UnitProblemKind.PhoneUnreadable)]
    [DataRow("0-1-2-3-1-0-1-6-9-1-------------------", UnitProblemKind.TooLong)]
    public async Task What_nobody_could_call_is_refused_and_nothing_changes(string typed, UnitProblemKind kind)
    {
        await using var desk = await AccountDesk.OpenAsync();
        var unitId = ((UnitResult.Saved)await AddAsync(desk, East with { Phone = "012 310 1691" })).UnitId;

        var added = await AddAsync(desk, East with { Code = "UUSI", Phone = typed });
        var changed = await ChangeAsync(desk, unitId, East with { NameEn = "Eastern", Phone = typed });

        foreach (var result in (UnitResult[])[added, changed])
            Assert.AreEqual(new UnitProblem(nameof(UnitToSave.Phone), kind), ((UnitResult.Refused)result).Problems.Single());
        var unit = (await ReadAsync(desk)).Single();
        Assert.AreEqual(("012 310 1691", "East"), (unit.Phone, unit.NameEn));
    }

    [TestMethod]
    public async Task A_number_is_changed_and_removed_and_each_is_in_the_audit_without_it()
    {
        await using var desk = await AccountDesk.OpenAsync();
        var unitId = ((UnitResult.Saved)await AddAsync(desk, East)).UnitId;

        await ChangeAsync(desk, unitId, East with { Phone = "012 310 1691" });
        await ChangeAsync(desk, unitId, East with { Phone = " 012  310 1691" });
        await ChangeAsync(desk, unitId, East with { Phone = " " });

        Assert.IsNull((await ReadAsync(desk)).Single().Phone);
        var entries = await desk.ReadAsync(guidance => guidance.AuditEntries.AsNoTracking().Where(entry => entry.SubjectId == unitId).OrderBy(entry => entry.Sequence).ToListAsync());
        CollectionAssert.AreEqual(
            new[] { (AuditAction.Create, "Unit"), (AuditAction.Update, "Phone"), (AuditAction.Update, "Phone") },
            entries.Select(entry => (entry.Action, entry.Reason)).ToArray());
    }

    private static Task<UnitResult> AddAsync(AccountDesk desk, UnitToSave unit) =>
        desk.WithAsync<KeepUnits, UnitResult>(units => units.AddAsync(unit, desk.Admin, CancellationToken.None));

    private static Task<UnitResult> ChangeAsync(AccountDesk desk, Guid unitId, UnitToSave unit) =>
        desk.WithAsync<KeepUnits, UnitResult>(units => units.ChangeAsync(unitId, unit, desk.Admin, CancellationToken.None));

    private static Task<List<Unit>> ReadAsync(AccountDesk desk) => desk.ReadAsync(guidance => guidance.Units.AsNoTracking().ToListAsync());
}
