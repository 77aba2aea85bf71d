using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Palveluohjaus.Reporting.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "CaseFacts",
                columns: table => new
                {
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    CaseId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    ClientId = table.Column<byte[]>(type: "BLOB", nullable: true),
                    Source = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    MunicipalityCode = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    UnitId = table.Column<byte[]>(type: "BLOB", nullable: true),
                    Channel = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    ServiceLanguage = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    LifeStage = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    Theme = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    ReceivedAtUtc = table.Column<long>(type: "INTEGER", nullable: false),
                    ClosedAtUtc = table.Column<long>(type: "INTEGER", nullable: true),
                    AgeBand = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    Segment = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    DueAtUtc = table.Column<long>(type: "INTEGER", nullable: true),
                    DueMetAtUtc = table.Column<long>(type: "INTEGER", nullable: true),
                    FirstActionAtUtc = table.Column<long>(type: "INTEGER", nullable: true),
                    HandlingTimeMinutes = table.Column<int>(type: "INTEGER", nullable: true),
                    HandoffCount = table.Column<int>(type: "INTEGER", nullable: false),
                    ReturnedToEarlierUnit = table.Column<bool>(type: "INTEGER", nullable: false),
                    IsResolvedAtFirstContact = table.Column<bool>(type: "INTEGER", nullable: true),
                    IsMultiprofessional = table.Column<bool>(type: "INTEGER", nullable: true),
                    NextContactOnThemeAtUtc = table.Column<long>(type: "INTEGER", nullable: true),
                    Trace = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CaseFacts", x => x.Number);
                });

            migrationBuilder.CreateTable(
                name: "ChartMarks",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    EnteredAtUtc = table.Column<long>(type: "INTEGER", nullable: false),
                    EnteredBy = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    IsRemoved = table.Column<bool>(type: "INTEGER", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    Content_FirstDay = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Content_Kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Content_LastDay = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Content_Metrics = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    Content_MunicipalityCode = table.Column<string>(type: "TEXT", maxLength: 3, nullable: false),
                    Content_NameEn = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    Content_NameFi = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    Content_NameSv = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    Content_UnitCode = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ChartMarks", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ContactFacts",
                columns: table => new
                {
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    ContactId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    CaseId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    ClientId = table.Column<byte[]>(type: "BLOB", nullable: true),
                    Source = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    MunicipalityCode = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    UnitId = table.Column<byte[]>(type: "BLOB", nullable: true),
                    Channel = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    ServiceLanguage = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    ClientLanguage = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    LifeStage = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    Theme = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    AgeBand = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    Segment = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    StartedAtUtc = table.Column<long>(type: "INTEGER", nullable: false),
                    RecordingDelayMinutes = table.Column<int>(type: "INTEGER", nullable: true),
                    HandlingTimeMinutes = table.Column<int>(type: "INTEGER", nullable: true),
                    Missing = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    IsFailureDemand = table.Column<bool>(type: "INTEGER", nullable: true),
                    PreviousContactOnThemeAtUtc = table.Column<long>(type: "INTEGER", nullable: true),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ContactFacts", x => x.Number);
                });

            migrationBuilder.CreateTable(
                name: "CoverageFacts",
                columns: table => new
                {
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    ClientId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    FromUtc = table.Column<long>(type: "INTEGER", nullable: false),
                    UntilUtc = table.Column<long>(type: "INTEGER", nullable: true),
                    HasResponsible = table.Column<bool>(type: "INTEGER", nullable: false),
                    MunicipalityCode = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    ServiceLanguage = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    LifeStage = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    AgeBand = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Segment = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CoverageFacts", x => x.Number);
                });

            migrationBuilder.CreateTable(
                name: "FeedbackFacts",
                columns: table => new
                {
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    UnitId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Channel = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Month = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Score = table.Column<int>(type: "INTEGER", nullable: false),
                    AnswerCount = table.Column<int>(type: "INTEGER", nullable: false),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_FeedbackFacts", x => x.Number);
                });

            migrationBuilder.CreateTable(
                name: "ImportedFigures",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Series = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    Statistic = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    MunicipalityCode = table.Column<string>(type: "TEXT", maxLength: 3, nullable: false),
                    PeriodKind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    FirstDay = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Until = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Source = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    SourceKey = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    Value = table.Column<double>(type: "REAL", nullable: false),
                    Definition = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    HasCatalogueDefinition = table.Column<bool>(type: "INTEGER", nullable: false),
                    EnteredAtUtc = table.Column<long>(type: "INTEGER", nullable: false),
                    EnteredBy = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    IsRemoved = table.Column<bool>(type: "INTEGER", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ImportedFigures", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "InterventionFacts",
                columns: table => new
                {
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    InterventionId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    ClientId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Method = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Measure = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    UnitId = table.Column<byte[]>(type: "BLOB", nullable: true),
                    MunicipalityCode = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    ServiceLanguage = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    LifeStage = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    AgeBand = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Segment = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    EndedOn = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    IsCompleted = table.Column<bool>(type: "INTEGER", nullable: false),
                    Before = table.Column<double>(type: "REAL", nullable: true),
                    After = table.Column<double>(type: "REAL", nullable: true),
                    IsHigherBetter = table.Column<bool>(type: "INTEGER", nullable: false),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_InterventionFacts", x => x.Number);
                });

            migrationBuilder.CreateTable(
                name: "JobRuns",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Job = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    StartedAtUtc = table.Column<long>(type: "INTEGER", nullable: false),
                    Origin = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    StartedByWorkerId = table.Column<byte[]>(type: "BLOB", nullable: true),
                    Node = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Holds = table.Column<string>(type: "TEXT", maxLength: 60, nullable: true),
                    HeartbeatAtUtc = table.Column<long>(type: "INTEGER", nullable: false),
                    EndedAtUtc = table.Column<long>(type: "INTEGER", nullable: true),
                    RowsDone = table.Column<int>(type: "INTEGER", nullable: false),
                    Fault = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    ErrorType = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    CancelAskedAtUtc = table.Column<long>(type: "INTEGER", nullable: true),
                    CancelledByWorkerId = table.Column<byte[]>(type: "BLOB", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_JobRuns", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "PushDatasets",
                columns: table => new
                {
                    WorkspaceId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    DatasetId = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    Shape = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    IsRemoved = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PushDatasets", x => new { x.WorkspaceId, x.Name });
                });

            migrationBuilder.CreateTable(
                name: "PushTables",
                columns: table => new
                {
                    DatasetId = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    Schema = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Content = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    Filling = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    Acknowledged = table.Column<long>(type: "INTEGER", nullable: false),
                    Sending = table.Column<int>(type: "INTEGER", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PushTables", x => new { x.DatasetId, x.Name });
                });

            migrationBuilder.CreateTable(
                name: "ReferralFacts",
                columns: table => new
                {
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    ReferralId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    CaseId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Source = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    MunicipalityCode = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    UnitId = table.Column<byte[]>(type: "BLOB", nullable: true),
                    ServiceLanguage = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    LifeStage = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    AgeBand = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    Segment = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    Theme = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    ServiceId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    MadeAtUtc = table.Column<long>(type: "INTEGER", nullable: false),
                    AcceptedAtUtc = table.Column<long>(type: "INTEGER", nullable: true),
                    DeclinedAtUtc = table.Column<long>(type: "INTEGER", nullable: true),
                    StartedAtUtc = table.Column<long>(type: "INTEGER", nullable: true),
                    EndedAtUtc = table.Column<long>(type: "INTEGER", nullable: true),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ReferralFacts", x => x.Number);
                });

            migrationBuilder.CreateTable(
                name: "RefreshMarks",
                columns: table => new
                {
                    Source = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    LastSequence = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RefreshMarks", x => x.Source);
                });

            migrationBuilder.CreateTable(
                name: "RefreshStates",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false),
                    Version = table.Column<long>(type: "INTEGER", nullable: false),
                    RebuiltAtVersion = table.Column<long>(type: "INTEGER", nullable: false),
                    RefreshedAtUtc = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RefreshStates", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "RemovedFacts",
                columns: table => new
                {
                    Version = table.Column<long>(type: "INTEGER", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RemovedFacts", x => new { x.Version, x.Kind, x.Number });
                });

            migrationBuilder.CreateTable(
                name: "SegmentFacts",
                columns: table => new
                {
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    Sequence = table.Column<long>(type: "INTEGER", nullable: false),
                    ClientId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Segment = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    PreviousSegment = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    SuggestedSegment = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    OverrideReason = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    DecidedAtUtc = table.Column<long>(type: "INTEGER", nullable: false),
                    NextDecidedAtUtc = table.Column<long>(type: "INTEGER", nullable: true),
                    SecondsToDecide = table.Column<int>(type: "INTEGER", nullable: true),
                    UnitId = table.Column<byte[]>(type: "BLOB", nullable: true),
                    MunicipalityCode = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    ServiceLanguage = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    LifeStage = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    AgeBand = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SegmentFacts", x => x.Number);
                });

            migrationBuilder.CreateTable(
                name: "SequenceGaps",
                columns: table => new
                {
                    Source = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    From = table.Column<long>(type: "INTEGER", nullable: false),
                    To = table.Column<long>(type: "INTEGER", nullable: false),
                    SeenAtUtc = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SequenceGaps", x => new { x.Source, x.From });
                });

            migrationBuilder.CreateTable(
                name: "TraceWords",
                columns: table => new
                {
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Word = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TraceWords", x => new { x.Kind, x.Number });
                });

            migrationBuilder.CreateTable(
                name: "WaitingTimesStatements",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    FirstDay = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    DraftedAtUtc = table.Column<long>(type: "INTEGER", nullable: false),
                    Content = table.Column<string>(type: "TEXT", maxLength: 200000, nullable: false),
                    PublishedAtUtc = table.Column<long>(type: "INTEGER", nullable: true),
                    PublishedBy = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_WaitingTimesStatements", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ChartMarkChanges",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    MarkId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    EnteredAtUtc = table.Column<long>(type: "INTEGER", nullable: false),
                    EnteredBy = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    ChangedAtUtc = table.Column<long>(type: "INTEGER", nullable: false),
                    ChangedBy = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    Content_FirstDay = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Content_Kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Content_LastDay = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Content_Metrics = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    Content_MunicipalityCode = table.Column<string>(type: "TEXT", maxLength: 3, nullable: false),
                    Content_NameEn = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    Content_NameFi = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    Content_NameSv = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    Content_UnitCode = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ChartMarkChanges", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ChartMarkChanges_ChartMarks_MarkId",
                        column: x => x.MarkId,
                        principalTable: "ChartMarks",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ImportedFigureChanges",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    FigureId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    Value = table.Column<double>(type: "REAL", nullable: false),
                    Definition = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    HasCatalogueDefinition = table.Column<bool>(type: "INTEGER", nullable: false),
                    EnteredAtUtc = table.Column<long>(type: "INTEGER", nullable: false),
                    EnteredBy = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    WasRemoved = table.Column<bool>(type: "INTEGER", nullable: false),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    CorrectedAtUtc = table.Column<long>(type: "INTEGER", nullable: false),
                    CorrectedBy = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ImportedFigureChanges", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ImportedFigureChanges_ImportedFigures_FigureId",
                        column: x => x.FigureId,
                        principalTable: "ImportedFigures",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_CaseFacts_CaseId",
                table: "CaseFacts",
                column: "CaseId");

            migrationBuilder.CreateIndex(
                name: "IX_CaseFacts_ClientId",
                table: "CaseFacts",
                column: "ClientId");

            migrationBuilder.CreateIndex(
                name: "IX_CaseFacts_Version",
                table: "CaseFacts",
                column: "Version");

            migrationBuilder.CreateIndex(
                name: "IX_ChartMarkChanges_MarkId_Version",
                table: "ChartMarkChanges",
                columns: new[] { "MarkId", "Version" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ContactFacts_CaseId",
                table: "ContactFacts",
                column: "CaseId");

            migrationBuilder.CreateIndex(
                name: "IX_ContactFacts_Version",
                table: "ContactFacts",
                column: "Version");

            migrationBuilder.CreateIndex(
                name: "IX_CoverageFacts_ClientId",
                table: "CoverageFacts",
                column: "ClientId");

            migrationBuilder.CreateIndex(
                name: "IX_CoverageFacts_Version",
                table: "CoverageFacts",
                column: "Version");

            migrationBuilder.CreateIndex(
                name: "IX_FeedbackFacts_Month",
                table: "FeedbackFacts",
                column: "Month");

            migrationBuilder.CreateIndex(
                name: "IX_FeedbackFacts_Version",
                table: "FeedbackFacts",
                column: "Version");

            migrationBuilder.CreateIndex(
                name: "IX_ImportedFigureChanges_FigureId_Version",
                table: "ImportedFigureChanges",
                columns: new[] { "FigureId", "Version" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ImportedFigures_Series_Statistic_MunicipalityCode_FirstDay_Until_SourceKey",
                table: "ImportedFigures",
                columns: new[] { "Series", "Statistic", "MunicipalityCode", "FirstDay", "Until", "SourceKey" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_InterventionFacts_ClientId",
                table: "InterventionFacts",
                column: "ClientId");

            migrationBuilder.CreateIndex(
                name: "IX_InterventionFacts_Version",
                table: "InterventionFacts",
                column: "Version");

            migrationBuilder.CreateIndex(
                name: "IX_JobRuns_Holds",
                table: "JobRuns",
                column: "Holds",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_JobRuns_Job_StartedAtUtc",
                table: "JobRuns",
                columns: new[] { "Job", "StartedAtUtc" });

            migrationBuilder.CreateIndex(
                name: "IX_JobRuns_StartedAtUtc",
                table: "JobRuns",
                column: "StartedAtUtc");

            migrationBuilder.CreateIndex(
                name: "IX_ReferralFacts_CaseId",
                table: "ReferralFacts",
                column: "CaseId");

            migrationBuilder.CreateIndex(
                name: "IX_ReferralFacts_Version",
                table: "ReferralFacts",
                column: "Version");

            migrationBuilder.CreateIndex(
                name: "IX_SegmentFacts_ClientId",
                table: "SegmentFacts",
                column: "ClientId");

            migrationBuilder.CreateIndex(
                name: "IX_SegmentFacts_Sequence",
                table: "SegmentFacts",
                column: "Sequence");

            migrationBuilder.CreateIndex(
                name: "IX_SegmentFacts_Version",
                table: "SegmentFacts",
                column: "Version");

            migrationBuilder.CreateIndex(
                name: "IX_TraceWords_Kind_Word",
                table: "TraceWords",
                columns: new[] { "Kind", "Word" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_WaitingTimesStatements_FirstDay",
                table: "WaitingTimesStatements",
                column: "FirstDay",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "CaseFacts");

            migrationBuilder.DropTable(
                name: "ChartMarkChanges");

            migrationBuilder.DropTable(
                name: "ContactFacts");

            migrationBuilder.DropTable(
                name: "CoverageFacts");

            migrationBuilder.DropTable(
                name: "FeedbackFacts");

            migrationBuilder.DropTable(
                name: "ImportedFigureChanges");

            migrationBuilder.DropTable(
                name: "InterventionFacts");

            migrationBuilder.DropTable(
                name: "JobRuns");

            migrationBuilder.DropTable(
                name: "PushDatasets");

            migrationBuilder.DropTable(
                name: "PushTables");

            migrationBuilder.DropTable(
                name: "ReferralFacts");

            migrationBuilder.DropTable(
                name: "RefreshMarks");

            migrationBuilder.DropTable(
                name: "RefreshStates");

            migrationBuilder.DropTable(
                name: "RemovedFacts");

            migrationBuilder.DropTable(
                name: "SegmentFacts");

            migrationBuilder.DropTable(
                name: "SequenceGaps");

            migrationBuilder.DropTable(
                name: "TraceWords");

            migrationBuilder.DropTable(
                name: "WaitingTimesStatements");

            migrationBuilder.DropTable(
                name: "ChartMarks");

            migrationBuilder.DropTable(
                name: "ImportedFigures");
        }
    }
}
