/* Made by `npm run codegen` from the .graphql files and the schema; not to be changed by hand. */
/* eslint-disable */
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
export type Maybe<T> = T | null;
export type InputMaybe<T> = Maybe<T>;
export type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
export type MakeOptional<T, K extends keyof T> = Omit<T, K> & { [SubKey in K]?: Maybe<T[SubKey]> };
export type MakeMaybe<T, K extends keyof T> = Omit<T, K> & { [SubKey in K]: Maybe<T[SubKey]> };
export type MakeEmpty<T extends { [key: string]: unknown }, K extends keyof T> = { [_ in K]?: never };
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  Date: { input: string; output: string; }
  DateTime: { input: string; output: string; }
  Decimal: { input: string; output: string; }
  JSON: { input: unknown; output: unknown; }
};

export type AbsenceKind =
  | 'INVALID'
  | 'DELIVERED'
  | 'UNSELECTABLE';

export type AlternativesStartInput = {
  runId?: InputMaybe<Scalars['ID']['input']>;
  scenarioId?: InputMaybe<Scalars['ID']['input']>;
  constraintSetId?: InputMaybe<Scalars['ID']['input']>;
  solver?: InputMaybe<Scalars['String']['input']>;
  parameters?: InputMaybe<RunParametersInput>;
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  validateOnly?: Scalars['Boolean']['input'];
  count?: InputMaybe<Scalars['Int']['input']>;
  within?: InputMaybe<Scalars['Decimal']['input']>;
  relative?: InputMaybe<Scalars['Boolean']['input']>;
};

export type AnalysisCancelInput = {
  id: Scalars['ID']['input'];
};

export type AnalysisFacet =
  | 'NAMES'
  | 'STATUSES'
  | 'REQUESTED_BY_EMAILS';

export type AnalysisFilter = {
  names?: InputMaybe<Array<AnalysisName>>;
  statuses?: InputMaybe<Array<RunStatus>>;
  requestedByEmails?: InputMaybe<Array<Scalars['String']['input']>>;
  runIds?: InputMaybe<Array<Scalars['ID']['input']>>;
  scenarioIds?: InputMaybe<Array<Scalars['ID']['input']>>;
  createdFrom?: InputMaybe<Scalars['DateTime']['input']>;
  createdTo?: InputMaybe<Scalars['DateTime']['input']>;
};

export type AnalysisName =
  | 'WHATIF'
  | 'ROADMAPS'
  | 'TRADE'
  | 'PRICES'
  | 'FRONTIER'
  | 'PROMPTS'
  | 'WHY'
  | 'RULE_PRICES'
  | 'CAPACITY_VALUES'
  | 'TRANSFERS'
  | 'COMPARE'
  | 'CORE'
  | 'ALTERNATIVES';

export type AnalysisOrder = {
  field?: AnalysisOrderField;
  direction?: OrderDirection;
};

export type AnalysisOrderField =
  | 'CREATED_AT'
  | 'STARTED_AT'
  | 'FINISHED_AT';

export type AuditFacet =
  | 'OPERATIONS'
  | 'ACTOR_EMAILS'
  | 'SUCCEEDED';

export type AuditFilter = {
  operations?: InputMaybe<Array<Scalars['String']['input']>>;
  actorEmails?: InputMaybe<Array<Scalars['String']['input']>>;
  objectId?: InputMaybe<Scalars['ID']['input']>;
  succeeded?: InputMaybe<Scalars['Boolean']['input']>;
  occurredFrom?: InputMaybe<Scalars['DateTime']['input']>;
  occurredTo?: InputMaybe<Scalars['DateTime']['input']>;
};

export type AuditOrder = {
  field?: AuditOrderField;
  direction?: OrderDirection;
};

export type AuditOrderField =
  | 'OCCURRED_AT'
  | 'OPERATION'
  | 'ACTOR_EMAIL';

export type BatchCancelInput = {
  id: Scalars['ID']['input'];
};

export type BatchFacet =
  | 'REQUESTED_BY_EMAILS'
  | 'CANCELLED';

export type BatchFilter = {
  search?: InputMaybe<Scalars['String']['input']>;
  requestedByEmails?: InputMaybe<Array<Scalars['String']['input']>>;
  cancelled?: InputMaybe<Scalars['Boolean']['input']>;
  createdFrom?: InputMaybe<Scalars['DateTime']['input']>;
  createdTo?: InputMaybe<Scalars['DateTime']['input']>;
};

export type BatchOrder = {
  field?: BatchOrderField;
  direction?: OrderDirection;
};

export type BatchOrderField =
  | 'CREATED_AT'
  | 'NAME';

export type BatchResumeInput = {
  id: Scalars['ID']['input'];
};

export type BatchRoadmapFacet =
  | 'SOLVERS'
  | 'STATUSES';

export type BatchRoadmapFilter = {
  search?: InputMaybe<Scalars['String']['input']>;
  solvers?: InputMaybe<Array<Scalars['String']['input']>>;
  statuses?: InputMaybe<Array<RunStatus>>;
};

export type BatchRoadmapOrder = {
  field?: BatchRoadmapOrderField;
  direction?: OrderDirection;
};

export type BatchRoadmapOrderField =
  | 'POSITION'
  | 'NAME'
  | 'OBJECTIVE';

export type BatchStartInput = {
  scenarioIds: Array<Scalars['ID']['input']>;
  name?: InputMaybe<Scalars['String']['input']>;
  constraintSetId?: InputMaybe<Scalars['ID']['input']>;
  variedConstraintSetIds?: InputMaybe<Array<Scalars['ID']['input']>>;
  modes?: InputMaybe<Array<ObjectiveMode>>;
  weightSets?: InputMaybe<Array<WeightSetInput>>;
  frameworks?: InputMaybe<Array<Scalars['String']['input']>>;
  capacities?: InputMaybe<Array<CapacityChangeInput>>;
  solvers?: InputMaybe<Array<Scalars['String']['input']>>;
  parameters?: InputMaybe<RunParametersInput>;
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  validateOnly?: Scalars['Boolean']['input'];
};

export type BoundSource =
  | 'CANDIDATES'
  | 'EARLIER'
  | 'RELAXATION'
  | 'SEARCH';

export type BundleInput = {
  bundleKey: Scalars['String']['input'];
  initiativeKeys: Array<Scalars['String']['input']>;
};

export type CapInput = {
  dimension: Dimension;
  maxTokens: Scalars['Decimal']['input'];
  key?: InputMaybe<Scalars['String']['input']>;
  periodKey?: InputMaybe<Scalars['String']['input']>;
};

export type CapacityChangeInput = {
  tokens?: InputMaybe<Scalars['Decimal']['input']>;
  share?: InputMaybe<Scalars['Decimal']['input']>;
};

export type CapacityValuesStartInput = {
  runId?: InputMaybe<Scalars['ID']['input']>;
  scenarioId?: InputMaybe<Scalars['ID']['input']>;
  constraintSetId?: InputMaybe<Scalars['ID']['input']>;
  solver?: InputMaybe<Scalars['String']['input']>;
  parameters?: InputMaybe<RunParametersInput>;
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  validateOnly?: Scalars['Boolean']['input'];
  capacities?: InputMaybe<Array<Scalars['String']['input']>>;
  step?: InputMaybe<Scalars['Decimal']['input']>;
};

export type ChangeAction =
  | 'CREATED'
  | 'UPDATED'
  | 'ARCHIVED'
  | 'RESTORED'
  | 'REMOVED';

export type ChangedKind =
  | 'INITIATIVE'
  | 'SCENARIO'
  | 'CONSTRAINT_SET'
  | 'RUN'
  | 'PORTFOLIO'
  | 'BATCH'
  | 'JOB'
  | 'ANALYSIS';

export type Charge =
  | 'EACH_PERIOD'
  | 'ONCE';

export type CompareStartInput = {
  runId?: InputMaybe<Scalars['ID']['input']>;
  scenarioId?: InputMaybe<Scalars['ID']['input']>;
  constraintSetId?: InputMaybe<Scalars['ID']['input']>;
  parameters?: InputMaybe<RunParametersInput>;
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  validateOnly?: Scalars['Boolean']['input'];
  solvers?: InputMaybe<Array<Scalars['String']['input']>>;
};

export type ConstraintSetCloneInput = {
  validateOnly?: Scalars['Boolean']['input'];
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  id: Scalars['ID']['input'];
  name: Scalars['String']['input'];
  edits?: InputMaybe<Array<EditInput>>;
};

export type ConstraintSetCreateInput = {
  name: Scalars['String']['input'];
  notes?: InputMaybe<Scalars['String']['input']>;
  floors?: InputMaybe<Array<FloorInput>>;
  caps?: InputMaybe<Array<CapInput>>;
  targets?: InputMaybe<Array<TargetInput>>;
  mandatoryInitiatives?: InputMaybe<Array<Scalars['String']['input']>>;
  forcedOut?: InputMaybe<Array<Scalars['String']['input']>>;
  prerequisites?: InputMaybe<Array<PrerequisiteInput>>;
  exclusions?: InputMaybe<Array<ExclusionInput>>;
  bundles?: InputMaybe<Array<BundleInput>>;
  synergies?: InputMaybe<Array<SynergyBonusInput>>;
  pins?: InputMaybe<Array<PinInput>>;
  responseCurves?: InputMaybe<Array<ResponseCurveInput>>;
  ratios?: InputMaybe<Array<RatioInput>>;
  fairShares?: InputMaybe<Array<FairShareInput>>;
  overheads?: InputMaybe<Array<OverheadInput>>;
  kpiFormulas?: InputMaybe<Array<KpiFormulaInput>>;
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  validateOnly?: Scalars['Boolean']['input'];
};

export type ConstraintSetEditInput = {
  validateOnly?: Scalars['Boolean']['input'];
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  id: Scalars['ID']['input'];
  ifVersion?: InputMaybe<Scalars['Int']['input']>;
  add?: InputMaybe<ConstraintSetEntriesInput>;
  change?: InputMaybe<ConstraintSetEntriesInput>;
  remove?: Array<Scalars['String']['input']>;
};

export type ConstraintSetEntriesInput = {
  floors?: InputMaybe<Array<FloorInput>>;
  caps?: InputMaybe<Array<CapInput>>;
  targets?: InputMaybe<Array<TargetInput>>;
  mandatoryInitiatives?: InputMaybe<Array<Scalars['String']['input']>>;
  forcedOut?: InputMaybe<Array<Scalars['String']['input']>>;
  prerequisites?: InputMaybe<Array<PrerequisiteInput>>;
  exclusions?: InputMaybe<Array<ExclusionInput>>;
  bundles?: InputMaybe<Array<BundleInput>>;
  synergies?: InputMaybe<Array<SynergyBonusInput>>;
  pins?: InputMaybe<Array<PinInput>>;
  responseCurves?: InputMaybe<Array<ResponseCurveInput>>;
  ratios?: InputMaybe<Array<RatioInput>>;
  fairShares?: InputMaybe<Array<FairShareInput>>;
  overheads?: InputMaybe<Array<OverheadInput>>;
  kpiFormulas?: InputMaybe<Array<KpiFormulaInput>>;
};

export type ConstraintSetFacet =
  | 'ARCHIVED';

export type ConstraintSetFilter = {
  search?: InputMaybe<Scalars['String']['input']>;
  names?: InputMaybe<Array<Scalars['String']['input']>>;
  archived?: InputMaybe<Scalars['Boolean']['input']>;
};

export type ConstraintSetOrder = {
  field?: ConstraintSetOrderField;
  direction?: OrderDirection;
};

export type ConstraintSetOrderField =
  | 'NAME'
  | 'CREATED_AT'
  | 'UPDATED_AT';

export type ConstraintSetUpdateInput = {
  id: Scalars['ID']['input'];
  ifVersion?: InputMaybe<Scalars['Int']['input']>;
  name?: InputMaybe<Scalars['String']['input']>;
  notes?: InputMaybe<Scalars['String']['input']>;
  floors?: InputMaybe<Array<FloorInput>>;
  caps?: InputMaybe<Array<CapInput>>;
  targets?: InputMaybe<Array<TargetInput>>;
  mandatoryInitiatives?: InputMaybe<Array<Scalars['String']['input']>>;
  forcedOut?: InputMaybe<Array<Scalars['String']['input']>>;
  prerequisites?: InputMaybe<Array<PrerequisiteInput>>;
  exclusions?: InputMaybe<Array<ExclusionInput>>;
  bundles?: InputMaybe<Array<BundleInput>>;
  synergies?: InputMaybe<Array<SynergyBonusInput>>;
  pins?: InputMaybe<Array<PinInput>>;
  responseCurves?: InputMaybe<Array<ResponseCurveInput>>;
  ratios?: InputMaybe<Array<RatioInput>>;
  fairShares?: InputMaybe<Array<FairShareInput>>;
  overheads?: InputMaybe<Array<OverheadInput>>;
  kpiFormulas?: InputMaybe<Array<KpiFormulaInput>>;
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  validateOnly?: Scalars['Boolean']['input'];
};

export type CoreStartInput = {
  runId?: InputMaybe<Scalars['ID']['input']>;
  scenarioId?: InputMaybe<Scalars['ID']['input']>;
  constraintSetId?: InputMaybe<Scalars['ID']['input']>;
  solver?: InputMaybe<Scalars['String']['input']>;
  parameters?: InputMaybe<RunParametersInput>;
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  validateOnly?: Scalars['Boolean']['input'];
  within?: InputMaybe<Scalars['Decimal']['input']>;
  relative?: InputMaybe<Scalars['Boolean']['input']>;
};

export type CurvePointInput = {
  raw: Scalars['Decimal']['input'];
  counted: Scalars['Decimal']['input'];
};

export type Decision =
  | 'SELECTED'
  | 'NOT_SELECTED'
  | 'FORCED_IN'
  | 'FORCED_OUT'
  | 'INVALID';

export type Dimension =
  | 'MARKET'
  | 'DEPARTMENT'
  | 'CATEGORY'
  | 'PROGRAM'
  | 'TEAM'
  | 'GLOBAL';

export type EditInput = {
  place: Scalars['String']['input'];
  value?: InputMaybe<Scalars['String']['input']>;
  kind?: InputMaybe<EditKind>;
};

export type EditKind =
  | 'SET'
  | 'REMOVE';

export type Effort =
  | 'QUICK'
  | 'NORMAL'
  | 'PROOF';

export type ExclusionInput = {
  firstKey: Scalars['String']['input'];
  secondKey: Scalars['String']['input'];
};

export type ExistingInitiatives =
  | 'REFUSE'
  | 'KEEP'
  | 'CHANGE';

export type FactKind =
  | 'ANSWER'
  | 'WHY_IN'
  | 'WHY_NOT'
  | 'LIMIT'
  | 'TARGET'
  | 'CONFLICT'
  | 'INPUT'
  | 'HELP';

export type FairShareInput = {
  kpiKey: Scalars['String']['input'];
  over?: InputMaybe<ShareDimension>;
};

export type FloorInput = {
  dimension: Dimension;
  minTokens: Scalars['Decimal']['input'];
  key?: InputMaybe<Scalars['String']['input']>;
  periodKey?: InputMaybe<Scalars['String']['input']>;
};

export type FormulaFactorInput = {
  kpiKey: Scalars['String']['input'];
  base?: InputMaybe<Scalars['Decimal']['input']>;
};

export type FrontierStartInput = {
  runId?: InputMaybe<Scalars['ID']['input']>;
  scenarioId?: InputMaybe<Scalars['ID']['input']>;
  constraintSetId?: InputMaybe<Scalars['ID']['input']>;
  solver?: InputMaybe<Scalars['String']['input']>;
  parameters?: InputMaybe<RunParametersInput>;
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  validateOnly?: Scalars['Boolean']['input'];
  capacity?: InputMaybe<Scalars['String']['input']>;
  tokensFrom?: InputMaybe<Scalars['Decimal']['input']>;
  tokensTo?: InputMaybe<Scalars['Decimal']['input']>;
  measures?: InputMaybe<Array<Scalars['String']['input']>>;
  maxPoints?: InputMaybe<Scalars['Int']['input']>;
};

export type GraduationRulesInput = {
  minScore?: InputMaybe<Scalars['Decimal']['input']>;
  framework?: InputMaybe<Scalars['String']['input']>;
  requiredFields?: Array<InitiativeField>;
  needsTokens?: Scalars['Boolean']['input'];
  needsMarket?: Scalars['Boolean']['input'];
  markets?: Array<Scalars['String']['input']>;
  statuses?: Array<Scalars['String']['input']>;
  kpiChain?: KpiChainRule;
  northStarKpiKey?: Scalars['String']['input'];
  contributionKpiKeys?: Array<Scalars['String']['input']>;
};

export type GraduationStrictness =
  | 'ADVISE'
  | 'STRICT';

export type InitiativeFacet =
  | 'MARKETS'
  | 'DEPARTMENTS'
  | 'CATEGORIES'
  | 'PROGRAM_KEYS'
  | 'BUNDLE_KEYS'
  | 'STATUSES'
  | 'COUNTRIES'
  | 'REQUESTING_TEAMS'
  | 'CANDIDATE_PERIOD_KEYS'
  | 'IS_MANDATORY'
  | 'IS_OPTIMIZATION_CANDIDATE'
  | 'ARCHIVED';

export type InitiativeField =
  | 'INITIATIVE_KEY'
  | 'TITLE'
  | 'COUNTRY'
  | 'REQUESTING_TEAM'
  | 'NOTES'
  | 'MARKET'
  | 'DEPARTMENT'
  | 'CATEGORY'
  | 'PROGRAM_KEY'
  | 'EFFORT_ENGINEERING_DAYS'
  | 'ENGINEERING_TOKENS'
  | 'ENGINEERING_TOKENS_MVP'
  | 'ENGINEERING_TOKENS_FULL'
  | 'SCOPE_MODE'
  | 'MVP_CONTRIBUTION_SHARE'
  | 'TEAM_TOKENS'
  | 'TEAM_TOKENS_MVP'
  | 'STATUS'
  | 'IS_MANDATORY'
  | 'MANDATE_REASON'
  | 'BUNDLE_KEY'
  | 'PREREQUISITE_KEYS'
  | 'EXCLUSION_KEYS'
  | 'DEADLINE_DATE'
  | 'EARLIEST_START_DATE'
  | 'LATEST_FINISH_DATE'
  | 'TIME_SENSITIVITY_SCORE'
  | 'IMMEDIATE_KPI_KEY'
  | 'PRIMARY_KPI_KEY'
  | 'NORTH_STAR_KPI_KEY'
  | 'METRIC_CHAIN'
  | 'KPI_CONTRIBUTION'
  | 'SYNERGY_GROUP_KEYS'
  | 'ACTIVE_SCORING_FRAMEWORK'
  | 'ACTIVE_OVERALL_SCORE'
  | 'SCORES'
  | 'IS_OPTIMIZATION_CANDIDATE'
  | 'CANDIDATE_PERIOD_KEY';

export type InitiativeFilter = {
  initiativeKeys?: InputMaybe<Array<Scalars['String']['input']>>;
  search?: InputMaybe<Scalars['String']['input']>;
  markets?: InputMaybe<Array<Scalars['String']['input']>>;
  departments?: InputMaybe<Array<Scalars['String']['input']>>;
  categories?: InputMaybe<Array<Scalars['String']['input']>>;
  programKeys?: InputMaybe<Array<Scalars['String']['input']>>;
  bundleKeys?: InputMaybe<Array<Scalars['String']['input']>>;
  statuses?: InputMaybe<Array<Scalars['String']['input']>>;
  countries?: InputMaybe<Array<Scalars['String']['input']>>;
  requestingTeams?: InputMaybe<Array<Scalars['String']['input']>>;
  isMandatory?: InputMaybe<Scalars['Boolean']['input']>;
  isOptimizationCandidate?: InputMaybe<Scalars['Boolean']['input']>;
  candidatePeriodKeys?: InputMaybe<Array<Scalars['String']['input']>>;
  candidateFor?: InputMaybe<Array<Scalars['String']['input']>>;
  minEngineeringTokens?: InputMaybe<Scalars['Decimal']['input']>;
  maxEngineeringTokens?: InputMaybe<Scalars['Decimal']['input']>;
  minActiveOverallScore?: InputMaybe<Scalars['Decimal']['input']>;
  deadlineFrom?: InputMaybe<Scalars['Date']['input']>;
  deadlineTo?: InputMaybe<Scalars['Date']['input']>;
  updatedSince?: InputMaybe<Scalars['DateTime']['input']>;
  archived?: InputMaybe<Scalars['Boolean']['input']>;
};

export type InitiativeGraduateInput = {
  validateOnly?: Scalars['Boolean']['input'];
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  periodKey: Scalars['String']['input'];
  rules?: GraduationRulesInput;
  initiativeKeys?: InputMaybe<Array<Scalars['String']['input']>>;
  apply?: Scalars['Boolean']['input'];
};

export type InitiativeInput = {
  initiativeKey: Scalars['String']['input'];
  title?: InputMaybe<Scalars['String']['input']>;
  country?: InputMaybe<Scalars['String']['input']>;
  requestingTeam?: InputMaybe<Scalars['String']['input']>;
  notes?: InputMaybe<Scalars['String']['input']>;
  market?: InputMaybe<Scalars['String']['input']>;
  department?: InputMaybe<Scalars['String']['input']>;
  category?: InputMaybe<Scalars['String']['input']>;
  programKey?: InputMaybe<Scalars['String']['input']>;
  effortEngineeringDays?: InputMaybe<Scalars['Decimal']['input']>;
  engineeringTokens?: InputMaybe<Scalars['Decimal']['input']>;
  engineeringTokensMvp?: InputMaybe<Scalars['Decimal']['input']>;
  engineeringTokensFull?: InputMaybe<Scalars['Decimal']['input']>;
  scopeMode?: InputMaybe<ScopeMode>;
  mvpContributionShare?: InputMaybe<Scalars['Decimal']['input']>;
  teamTokens?: InputMaybe<Array<NumberByKeyInput>>;
  teamTokensMvp?: InputMaybe<Array<NumberByKeyInput>>;
  status?: InputMaybe<Scalars['String']['input']>;
  isMandatory?: InputMaybe<Scalars['Boolean']['input']>;
  mandateReason?: InputMaybe<Scalars['String']['input']>;
  bundleKey?: InputMaybe<Scalars['String']['input']>;
  prerequisiteKeys?: InputMaybe<Array<Scalars['String']['input']>>;
  exclusionKeys?: InputMaybe<Array<Scalars['String']['input']>>;
  deadlineDate?: InputMaybe<Scalars['Date']['input']>;
  earliestStartDate?: InputMaybe<Scalars['Date']['input']>;
  latestFinishDate?: InputMaybe<Scalars['Date']['input']>;
  timeSensitivityScore?: InputMaybe<Scalars['Decimal']['input']>;
  immediateKpiKey?: InputMaybe<Scalars['String']['input']>;
  primaryKpiKey?: InputMaybe<Scalars['String']['input']>;
  northStarKpiKey?: InputMaybe<Scalars['String']['input']>;
  metricChain?: InputMaybe<MetricChainInput>;
  kpiContribution?: InputMaybe<Array<NumberByKeyInput>>;
  synergyGroupKeys?: InputMaybe<Array<Scalars['String']['input']>>;
  activeScoringFramework?: InputMaybe<Scalars['String']['input']>;
  activeOverallScore?: InputMaybe<Scalars['Decimal']['input']>;
  scores?: InputMaybe<Array<NumberByKeyInput>>;
  isOptimizationCandidate?: InputMaybe<Scalars['Boolean']['input']>;
  candidatePeriodKey?: InputMaybe<Scalars['String']['input']>;
  ifVersion?: InputMaybe<Scalars['Int']['input']>;
};

export type InitiativeOrder = {
  field?: InitiativeOrderField;
  direction?: OrderDirection;
};

export type InitiativeOrderField =
  | 'INITIATIVE_KEY'
  | 'TITLE'
  | 'ENGINEERING_TOKENS'
  | 'ACTIVE_OVERALL_SCORE'
  | 'DEADLINE_DATE'
  | 'CREATED_AT'
  | 'UPDATED_AT';

export type InitiativeUpsertInput = {
  validateOnly?: Scalars['Boolean']['input'];
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  initiative: InitiativeInput;
};

export type InitiativesBulkUpsertInput = {
  validateOnly?: Scalars['Boolean']['input'];
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  initiatives: Array<InitiativeInput>;
  allOrNothing?: Scalars['Boolean']['input'];
};

export type ItemSource =
  | 'OPTIMIZER'
  | 'MANUAL_OVERRIDE';

export type JobCancelInput = {
  id: Scalars['ID']['input'];
};

export type JobFacet =
  | 'NAMES'
  | 'STATUSES'
  | 'REQUESTED_BY_EMAILS';

export type JobFilter = {
  names?: InputMaybe<Array<JobName>>;
  statuses?: InputMaybe<Array<RunStatus>>;
  requestedByEmails?: InputMaybe<Array<Scalars['String']['input']>>;
  createdFrom?: InputMaybe<Scalars['DateTime']['input']>;
  createdTo?: InputMaybe<Scalars['DateTime']['input']>;
};

export type JobName =
  | 'PM_SAVE_SELECTED'
  | 'PM_OPTIMIZE_RUN_SELECTED_CANDIDATES'
  | 'PM_OPTIMIZE_RUN_ALL_CANDIDATES'
  | 'PM_OPTIMIZE_SAVE_CONSTRAINTS'
  | 'PM_OPTIMIZE_WRITE_RESULTS'
  | 'PM_OPTIMIZE_PUBLISH_PORTFOLIO_TO_ROADMAP_SHEET';

export type JobOrder = {
  field?: JobOrderField;
  direction?: OrderDirection;
};

export type JobOrderField =
  | 'CREATED_AT'
  | 'STARTED_AT'
  | 'FINISHED_AT';

export type JobRunInput = {
  validateOnly?: Scalars['Boolean']['input'];
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  job: JobName;
  workbook: Scalars['String']['input'];
  scenarioName?: InputMaybe<Scalars['String']['input']>;
  constraintSetName?: InputMaybe<Scalars['String']['input']>;
  solver?: InputMaybe<Scalars['String']['input']>;
  effort?: InputMaybe<Effort>;
  timeLimit?: InputMaybe<Scalars['Float']['input']>;
  graduation?: InputMaybe<GraduationStrictness>;
  fresh?: Scalars['Boolean']['input'];
  runId?: InputMaybe<Scalars['ID']['input']>;
  portfolioId?: InputMaybe<Scalars['ID']['input']>;
  roadmap?: InputMaybe<Scalars['String']['input']>;
};

export type JobStepFilter = {
  names?: InputMaybe<Array<Scalars['String']['input']>>;
  statuses?: InputMaybe<Array<RunStatus>>;
};

export type JobStepOrder = {
  field?: JobStepOrderField;
  direction?: OrderDirection;
};

export type JobStepOrderField =
  | 'POSITION';

export type KpiChainRule =
  | 'NONE'
  | 'KEYS'
  | 'PATH';

export type KpiFormulaInput = {
  kpiKey: Scalars['String']['input'];
  multiply: Array<FormulaFactorInput>;
  times?: InputMaybe<Scalars['Decimal']['input']>;
};

export type MetricChainEdgeInput = {
  source: Scalars['String']['input'];
  target: Scalars['String']['input'];
};

export type MetricChainInput = {
  edges: Array<MetricChainEdgeInput>;
  nodes?: Array<Scalars['String']['input']>;
};

export type Normalization =
  | 'POOL_TOTAL'
  | 'NONE';

export type NumberByKeyInput = {
  key: Scalars['String']['input'];
  value: Scalars['Decimal']['input'];
};

export type ObjectiveMode =
  | 'NORTH_STAR'
  | 'WEIGHTED_KPIS'
  | 'LEXICOGRAPHIC';

export type ObjectsArchiveInput = {
  validateOnly?: Scalars['Boolean']['input'];
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  ids: Array<Scalars['ID']['input']>;
};

export type ObjectsCancelInput = {
  ids: Array<Scalars['ID']['input']>;
};

export type ObjectsPurgeInput = {
  validateOnly?: Scalars['Boolean']['input'];
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  ids: Array<Scalars['ID']['input']>;
};

export type ObjectsRestoreInput = {
  validateOnly?: Scalars['Boolean']['input'];
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  ids: Array<Scalars['ID']['input']>;
};

export type OrderDirection =
  | 'ASC'
  | 'DESC';

export type OverheadInput = {
  overheadKey: Scalars['String']['input'];
  tokensByCount: Array<Scalars['Decimal']['input']>;
  dimension?: InputMaybe<Dimension>;
  key?: InputMaybe<Scalars['String']['input']>;
  initiativeKeys?: InputMaybe<Array<Scalars['String']['input']>>;
  charge?: InputMaybe<Charge>;
  team?: InputMaybe<Scalars['String']['input']>;
};

export type PinInput = {
  initiativeKey: Scalars['String']['input'];
  periodKey?: InputMaybe<Scalars['String']['input']>;
  scope?: InputMaybe<ScopeMode>;
};

export type PlannedItemInput = {
  initiativeKey: Scalars['String']['input'];
  periodKey?: InputMaybe<Scalars['String']['input']>;
  scope?: InputMaybe<Scope>;
  tokens?: InputMaybe<Scalars['Decimal']['input']>;
};

export type PortfolioFacet =
  | 'SCENARIO_IDS'
  | 'IS_BASELINE'
  | 'IS_ACTIVE'
  | 'CREATED_BY_EMAILS';

export type PortfolioFilter = {
  search?: InputMaybe<Scalars['String']['input']>;
  scenarioIds?: InputMaybe<Array<Scalars['ID']['input']>>;
  isBaseline?: InputMaybe<Scalars['Boolean']['input']>;
  isActive?: InputMaybe<Scalars['Boolean']['input']>;
  createdByEmails?: InputMaybe<Array<Scalars['String']['input']>>;
};

export type PortfolioItemFacet =
  | 'SELECTED'
  | 'DECISIONS'
  | 'SOURCES'
  | 'PERIOD_KEYS';

export type PortfolioItemFilter = {
  search?: InputMaybe<Scalars['String']['input']>;
  selected?: InputMaybe<Scalars['Boolean']['input']>;
  decisions?: InputMaybe<Array<Decision>>;
  sources?: InputMaybe<Array<ItemSource>>;
  periodKeys?: InputMaybe<Array<Scalars['String']['input']>>;
  initiativeKeys?: InputMaybe<Array<Scalars['String']['input']>>;
};

export type PortfolioItemOrder = {
  field?: PortfolioItemOrderField;
  direction?: OrderDirection;
};

export type PortfolioItemOrderField =
  | 'INITIATIVE_KEY'
  | 'RANK'
  | 'VALUE'
  | 'ALLOCATED_TOKENS'
  | 'PERIOD_KEY';

export type PortfolioOrder = {
  field?: PortfolioOrderField;
  direction?: OrderDirection;
};

export type PortfolioOrderField =
  | 'NAME'
  | 'CREATED_AT'
  | 'UPDATED_AT';

export type PortfolioOverrideItemInput = {
  validateOnly?: Scalars['Boolean']['input'];
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  id: Scalars['ID']['input'];
  ifVersion?: InputMaybe<Scalars['Int']['input']>;
  initiativeKey: Scalars['String']['input'];
  selected: Scalars['Boolean']['input'];
  periodKey?: InputMaybe<Scalars['String']['input']>;
  scope?: InputMaybe<Scope>;
  tokens?: InputMaybe<Scalars['Decimal']['input']>;
  notes?: InputMaybe<Scalars['String']['input']>;
};

export type PortfolioPublishInput = {
  validateOnly?: Scalars['Boolean']['input'];
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  id: Scalars['ID']['input'];
  roadmap: Scalars['String']['input'];
};

export type PortfolioRenameInput = {
  validateOnly?: Scalars['Boolean']['input'];
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  id: Scalars['ID']['input'];
  ifVersion?: InputMaybe<Scalars['Int']['input']>;
  name: Scalars['String']['input'];
  notes?: InputMaybe<Scalars['String']['input']>;
};

export type PortfolioSetActiveInput = {
  validateOnly?: Scalars['Boolean']['input'];
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  id: Scalars['ID']['input'];
  ifVersion?: InputMaybe<Scalars['Int']['input']>;
};

export type PortfolioSetBaselineInput = {
  validateOnly?: Scalars['Boolean']['input'];
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  id: Scalars['ID']['input'];
  ifVersion?: InputMaybe<Scalars['Int']['input']>;
};

export type PortfolioWithdrawOverrideInput = {
  validateOnly?: Scalars['Boolean']['input'];
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  id: Scalars['ID']['input'];
  ifVersion?: InputMaybe<Scalars['Int']['input']>;
  initiativeKey: Scalars['String']['input'];
};

export type PrerequisiteInput = {
  initiativeKey: Scalars['String']['input'];
  requires: Scalars['String']['input'];
  lagPeriods?: InputMaybe<Scalars['Int']['input']>;
};

export type Presence =
  | 'ALWAYS'
  | 'SOMETIMES'
  | 'NEVER'
  | 'OPEN';

export type PriceKind =
  | 'REPLACEMENT'
  | 'FORCING';

export type PriceState =
  | 'BOUND'
  | 'EXACT'
  | 'IMPOSSIBLE'
  | 'OPEN';

export type PricesStartInput = {
  runId?: InputMaybe<Scalars['ID']['input']>;
  scenarioId?: InputMaybe<Scalars['ID']['input']>;
  constraintSetId?: InputMaybe<Scalars['ID']['input']>;
  solver?: InputMaybe<Scalars['String']['input']>;
  parameters?: InputMaybe<RunParametersInput>;
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  validateOnly?: Scalars['Boolean']['input'];
  initiatives?: InputMaybe<Array<Scalars['String']['input']>>;
  exact?: InputMaybe<Scalars['Int']['input']>;
  sharpen?: InputMaybe<Scalars['Int']['input']>;
  tokens?: InputMaybe<Scalars['Boolean']['input']>;
};

export type ProblemImportInput = {
  validateOnly?: Scalars['Boolean']['input'];
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  problem?: InputMaybe<Scalars['JSON']['input']>;
  text?: InputMaybe<Scalars['String']['input']>;
  scenarioName?: InputMaybe<Scalars['String']['input']>;
  constraintSetName?: InputMaybe<Scalars['String']['input']>;
  existing?: ExistingInitiatives;
};

export type PromptsBy =
  | 'MARKET'
  | 'DEPARTMENT';

export type PromptsStartInput = {
  runId?: InputMaybe<Scalars['ID']['input']>;
  scenarioId?: InputMaybe<Scalars['ID']['input']>;
  constraintSetId?: InputMaybe<Scalars['ID']['input']>;
  solver?: InputMaybe<Scalars['String']['input']>;
  parameters?: InputMaybe<RunParametersInput>;
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  validateOnly?: Scalars['Boolean']['input'];
  by?: InputMaybe<PromptsBy>;
};

export type Proof =
  | 'COMPUTED'
  | 'PROVEN'
  | 'INTERVAL'
  | 'OPEN';

export type ProofGrade =
  | 'EXACT'
  | 'NUMERICAL'
  | 'NONE';

export type RatioInput = {
  ratioKey: Scalars['String']['input'];
  numerator: Scalars['String']['input'];
  denominator: Scalars['String']['input'];
  atLeast: Scalars['Decimal']['input'];
};

export type RegretMeasure =
  | 'RELATIVE'
  | 'ABSOLUTE';

export type ResponseCurveInput = {
  curveKey: Scalars['String']['input'];
  kpiKey: Scalars['String']['input'];
  market?: InputMaybe<Scalars['String']['input']>;
  points?: InputMaybe<Array<CurvePointInput>>;
  shape?: InputMaybe<Shape>;
  limit?: InputMaybe<Scalars['Decimal']['input']>;
  halfAt?: InputMaybe<Scalars['Decimal']['input']>;
  scale?: InputMaybe<Scalars['Decimal']['input']>;
  at?: InputMaybe<Scalars['Decimal']['input']>;
  exponent?: InputMaybe<Scalars['Decimal']['input']>;
  slope?: InputMaybe<Scalars['Decimal']['input']>;
  mid?: InputMaybe<Scalars['Decimal']['input']>;
  width?: InputMaybe<Scalars['Decimal']['input']>;
  upTo?: InputMaybe<Scalars['Decimal']['input']>;
  segments?: InputMaybe<Scalars['Int']['input']>;
  decimals?: InputMaybe<Scalars['Int']['input']>;
  smooth?: InputMaybe<Scalars['Boolean']['input']>;
};

export type RoadmapsStartInput = {
  runId?: InputMaybe<Scalars['ID']['input']>;
  scenarioId?: InputMaybe<Scalars['ID']['input']>;
  constraintSetId?: InputMaybe<Scalars['ID']['input']>;
  solver?: InputMaybe<Scalars['String']['input']>;
  parameters?: InputMaybe<RunParametersInput>;
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  validateOnly?: Scalars['Boolean']['input'];
  modes?: InputMaybe<Array<ObjectiveMode>>;
  weightSets?: InputMaybe<Array<WeightSetInput>>;
  frameworks?: InputMaybe<Array<Scalars['String']['input']>>;
  capacities?: InputMaybe<Array<CapacityChangeInput>>;
  measure?: InputMaybe<RegretMeasure>;
  safe?: InputMaybe<Scalars['Boolean']['input']>;
  safeRules?: InputMaybe<Scalars['String']['input']>;
};

export type Role =
  | 'VIEWER'
  | 'PLANNER'
  | 'ADMIN';

export type RuleFamily =
  | 'CAPACITY'
  | 'FLOOR'
  | 'CAP'
  | 'TARGET'
  | 'MANDATORY'
  | 'FORCED_OUT'
  | 'PREREQUISITE'
  | 'BUNDLE'
  | 'EXCLUSION'
  | 'WINDOW'
  | 'PIN'
  | 'OVERHEAD'
  | 'RATIO'
  | 'CURVE'
  | 'FORMULA'
  | 'FAIR_SHARE'
  | 'SYNERGY'
  | 'CHOICE'
  | 'OTHER';

export type RuleKind =
  | 'TARGET'
  | 'GOAL'
  | 'FLOOR'
  | 'CAP'
  | 'CAPACITY'
  | 'LINK';

export type RulePricesStartInput = {
  runId?: InputMaybe<Scalars['ID']['input']>;
  scenarioId?: InputMaybe<Scalars['ID']['input']>;
  constraintSetId?: InputMaybe<Scalars['ID']['input']>;
  solver?: InputMaybe<Scalars['String']['input']>;
  parameters?: InputMaybe<RunParametersInput>;
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  validateOnly?: Scalars['Boolean']['input'];
  rules?: InputMaybe<Array<Scalars['String']['input']>>;
  every?: InputMaybe<Scalars['Boolean']['input']>;
};

export type RunCancelInput = {
  id: Scalars['ID']['input'];
};

export type RunCloneInput = {
  validateOnly?: Scalars['Boolean']['input'];
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  id: Scalars['ID']['input'];
  solver?: InputMaybe<Scalars['String']['input']>;
  parameters?: InputMaybe<RunParametersInput>;
};

export type RunFacet =
  | 'SCENARIO_IDS'
  | 'CONSTRAINT_SET_IDS'
  | 'STATUSES'
  | 'SOLUTION_STATUSES'
  | 'SOLVER_NAMES'
  | 'REQUESTED_BY_EMAILS'
  | 'INPUTS_HASHES';

export type RunFilter = {
  scenarioIds?: InputMaybe<Array<Scalars['ID']['input']>>;
  constraintSetIds?: InputMaybe<Array<Scalars['ID']['input']>>;
  statuses?: InputMaybe<Array<RunStatus>>;
  solutionStatuses?: InputMaybe<Array<SolutionStatus>>;
  solverNames?: InputMaybe<Array<Scalars['String']['input']>>;
  requestedByEmails?: InputMaybe<Array<Scalars['String']['input']>>;
  inputsHashes?: InputMaybe<Array<Scalars['String']['input']>>;
  createdFrom?: InputMaybe<Scalars['DateTime']['input']>;
  createdTo?: InputMaybe<Scalars['DateTime']['input']>;
};

export type RunOrder = {
  field?: RunOrderField;
  direction?: OrderDirection;
};

export type RunOrderField =
  | 'CREATED_AT'
  | 'STARTED_AT'
  | 'FINISHED_AT'
  | 'OBJECTIVE';

export type RunParametersInput = {
  timeLimit?: InputMaybe<Scalars['Float']['input']>;
  effort?: InputMaybe<Effort>;
  deterministicLimit?: InputMaybe<Scalars['Float']['input']>;
  gap?: InputMaybe<Scalars['Float']['input']>;
  seed?: Scalars['Int']['input'];
  threads?: InputMaybe<Scalars['Int']['input']>;
  memoryLimitMb?: InputMaybe<Scalars['Int']['input']>;
  stageTolerances?: InputMaybe<Array<StageToleranceInput>>;
  options?: InputMaybe<Scalars['JSON']['input']>;
};

export type RunRetryInput = {
  validateOnly?: Scalars['Boolean']['input'];
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  id: Scalars['ID']['input'];
};

export type RunStartInput = {
  validateOnly?: Scalars['Boolean']['input'];
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  scenarioId: Scalars['ID']['input'];
  constraintSetId?: InputMaybe<Scalars['ID']['input']>;
  solvers?: InputMaybe<Array<Scalars['String']['input']>>;
  parameters?: InputMaybe<RunParametersInput>;
  initiativeKeys?: InputMaybe<Array<Scalars['String']['input']>>;
};

export type RunStatus =
  | 'QUEUED'
  | 'RUNNING'
  | 'SUCCESS'
  | 'FAILED'
  | 'CANCELLED';

export type RunStepFilter = {
  names?: InputMaybe<Array<Scalars['String']['input']>>;
  statuses?: InputMaybe<Array<RunStatus>>;
};

export type RunStepOrder = {
  field?: RunStepOrderField;
  direction?: OrderDirection;
};

export type RunStepOrderField =
  | 'POSITION';

export type RunStopInput = {
  id: Scalars['ID']['input'];
};

export type RunsPurgeInput = {
  validateOnly?: Scalars['Boolean']['input'];
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  endedBefore: Scalars['DateTime']['input'];
};

export type ScenarioCloneInput = {
  validateOnly?: Scalars['Boolean']['input'];
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  id: Scalars['ID']['input'];
  name: Scalars['String']['input'];
  edits?: InputMaybe<Array<EditInput>>;
};

export type ScenarioCreateInput = {
  name: Scalars['String']['input'];
  periodKey: Scalars['String']['input'];
  objectiveMode: ObjectiveMode;
  description?: InputMaybe<Scalars['String']['input']>;
  horizon?: InputMaybe<Array<Scalars['String']['input']>>;
  northStarKpiKey?: InputMaybe<Scalars['String']['input']>;
  objectiveWeights?: InputMaybe<Array<NumberByKeyInput>>;
  objectiveNormalization?: InputMaybe<Normalization>;
  capacityTotalTokens?: InputMaybe<Scalars['Decimal']['input']>;
  capacityByMarket?: InputMaybe<Array<NumberByKeyInput>>;
  capacityByDepartment?: InputMaybe<Array<NumberByKeyInput>>;
  capacityByTeam?: InputMaybe<Array<NumberByKeyInput>>;
  capacityByPeriod?: InputMaybe<Array<NumberByKeyInput>>;
  timeSensitivityWeight?: InputMaybe<Scalars['Decimal']['input']>;
  strictDeadlines?: InputMaybe<Scalars['Boolean']['input']>;
  allowScopeChoice?: InputMaybe<Scalars['Boolean']['input']>;
  tieBreaks?: InputMaybe<Array<TieBreak>>;
  canonical?: InputMaybe<Scalars['Boolean']['input']>;
  delivered?: InputMaybe<Array<Scalars['String']['input']>>;
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  validateOnly?: Scalars['Boolean']['input'];
};

export type ScenarioFacet =
  | 'PERIOD_KEYS'
  | 'OBJECTIVE_MODES'
  | 'ARCHIVED';

export type ScenarioFilter = {
  search?: InputMaybe<Scalars['String']['input']>;
  names?: InputMaybe<Array<Scalars['String']['input']>>;
  periodKeys?: InputMaybe<Array<Scalars['String']['input']>>;
  objectiveModes?: InputMaybe<Array<ObjectiveMode>>;
  archived?: InputMaybe<Scalars['Boolean']['input']>;
};

export type ScenarioOrder = {
  field?: ScenarioOrderField;
  direction?: OrderDirection;
};

export type ScenarioOrderField =
  | 'NAME'
  | 'PERIOD_KEY'
  | 'CREATED_AT'
  | 'UPDATED_AT';

export type ScenarioUpdateInput = {
  id: Scalars['ID']['input'];
  ifVersion?: InputMaybe<Scalars['Int']['input']>;
  name?: InputMaybe<Scalars['String']['input']>;
  periodKey?: InputMaybe<Scalars['String']['input']>;
  objectiveMode?: InputMaybe<ObjectiveMode>;
  description?: InputMaybe<Scalars['String']['input']>;
  horizon?: InputMaybe<Array<Scalars['String']['input']>>;
  northStarKpiKey?: InputMaybe<Scalars['String']['input']>;
  objectiveWeights?: InputMaybe<Array<NumberByKeyInput>>;
  objectiveNormalization?: InputMaybe<Normalization>;
  capacityTotalTokens?: InputMaybe<Scalars['Decimal']['input']>;
  capacityByMarket?: InputMaybe<Array<NumberByKeyInput>>;
  capacityByDepartment?: InputMaybe<Array<NumberByKeyInput>>;
  capacityByTeam?: InputMaybe<Array<NumberByKeyInput>>;
  capacityByPeriod?: InputMaybe<Array<NumberByKeyInput>>;
  timeSensitivityWeight?: InputMaybe<Scalars['Decimal']['input']>;
  strictDeadlines?: InputMaybe<Scalars['Boolean']['input']>;
  allowScopeChoice?: InputMaybe<Scalars['Boolean']['input']>;
  tieBreaks?: InputMaybe<Array<TieBreak>>;
  canonical?: InputMaybe<Scalars['Boolean']['input']>;
  delivered?: InputMaybe<Array<Scalars['String']['input']>>;
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  validateOnly?: Scalars['Boolean']['input'];
};

export type Scope =
  | 'MVP'
  | 'FULL'
  | 'CUSTOM'
  | 'NONE';

export type ScopeMode =
  | 'MVP'
  | 'FULL'
  | 'CUSTOM';

export type SessionCloseInput = {
  id: Scalars['ID']['input'];
};

export type SessionEditInput = {
  id: Scalars['ID']['input'];
  seq: Scalars['Int']['input'];
  edits?: InputMaybe<Array<EditInput>>;
  forceIn?: InputMaybe<Array<Scalars['String']['input']>>;
  forceOut?: InputMaybe<Array<Scalars['String']['input']>>;
};

export type SessionKeepInput = {
  validateOnly?: Scalars['Boolean']['input'];
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  id: Scalars['ID']['input'];
  seq: Scalars['Int']['input'];
  name: Scalars['String']['input'];
  rulesName?: InputMaybe<Scalars['String']['input']>;
  description?: Scalars['String']['input'];
};

export type SessionOpenInput = {
  scenarioId?: InputMaybe<Scalars['ID']['input']>;
  constraintSetId?: InputMaybe<Scalars['ID']['input']>;
  problem?: InputMaybe<Scalars['JSON']['input']>;
};

export type Severity =
  | 'NONE'
  | 'LOW'
  | 'MEDIUM'
  | 'HIGH'
  | 'CRITICAL';

export type Shape =
  | 'SATURATING'
  | 'LOGARITHMIC'
  | 'POWER'
  | 'HILL'
  | 'LOGISTIC';

export type ShareDimension =
  | 'MARKET';

export type SolutionStatus =
  | 'OPTIMAL'
  | 'FEASIBLE'
  | 'INFEASIBLE'
  | 'UNKNOWN';

export type StageRole =
  | 'OBJECTIVE'
  | 'TIE_BREAK'
  | 'CANONICAL';

export type StageSense =
  | 'MAXIMIZE'
  | 'MINIMIZE';

export type StageToleranceInput = {
  stage: Scalars['String']['input'];
  absolute?: InputMaybe<Scalars['Decimal']['input']>;
  relative?: InputMaybe<Scalars['Decimal']['input']>;
};

export type Standing =
  | 'CORE'
  | 'BORDERLINE'
  | 'EXTERIOR';

export type SynergyBonusInput = {
  synergyGroupKey: Scalars['String']['input'];
  kpiKey: Scalars['String']['input'];
  bonus?: InputMaybe<Scalars['Decimal']['input']>;
  bonusByCount?: InputMaybe<Array<Scalars['Decimal']['input']>>;
};

export type TargetInput = {
  kpiKey: Scalars['String']['input'];
  targetValue: Scalars['Decimal']['input'];
  floorOrGoal: TargetKind;
  market?: InputMaybe<Scalars['String']['input']>;
  periodKey?: InputMaybe<Scalars['String']['input']>;
};

export type TargetKind =
  | 'FLOOR'
  | 'GOAL';

export type TerminationReason =
  | 'OPTIMALITY'
  | 'INFEASIBILITY'
  | 'GAP_REACHED'
  | 'WORK_LIMIT'
  | 'TIME_LIMIT'
  | 'STOPPED'
  | 'CANCELLED'
  | 'ERROR';

export type TieBreak =
  | 'SCORE'
  | 'TOKENS';

export type TokenCreateInput = {
  validateOnly?: Scalars['Boolean']['input'];
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  name: Scalars['String']['input'];
  email: Scalars['String']['input'];
  role?: Role;
  expiresAt?: InputMaybe<Scalars['DateTime']['input']>;
};

export type TokenRevokeInput = {
  validateOnly?: Scalars['Boolean']['input'];
  id: Scalars['ID']['input'];
};

export type TradeStartInput = {
  runId?: InputMaybe<Scalars['ID']['input']>;
  scenarioId?: InputMaybe<Scalars['ID']['input']>;
  constraintSetId?: InputMaybe<Scalars['ID']['input']>;
  solver?: InputMaybe<Scalars['String']['input']>;
  parameters?: InputMaybe<RunParametersInput>;
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  validateOnly?: Scalars['Boolean']['input'];
  forceIn?: InputMaybe<Array<Scalars['String']['input']>>;
  forceOut?: InputMaybe<Array<Scalars['String']['input']>>;
  keepCloseTo?: InputMaybe<Array<PlannedItemInput>>;
  maxChanges?: InputMaybe<Scalars['Int']['input']>;
};

export type TransfersStartInput = {
  runId?: InputMaybe<Scalars['ID']['input']>;
  scenarioId?: InputMaybe<Scalars['ID']['input']>;
  constraintSetId?: InputMaybe<Scalars['ID']['input']>;
  solver?: InputMaybe<Scalars['String']['input']>;
  parameters?: InputMaybe<RunParametersInput>;
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  validateOnly?: Scalars['Boolean']['input'];
  dimension?: InputMaybe<Dimension>;
  tokens?: InputMaybe<Scalars['Decimal']['input']>;
  everyPair?: InputMaybe<Scalars['Boolean']['input']>;
};

export type UpsertOutcome =
  | 'ADDED'
  | 'CHANGED'
  | 'FAILED';

export type UserErrorCode =
  | 'INVALID'
  | 'INVALID_ID'
  | 'NOT_FOUND'
  | 'CONFLICT'
  | 'FORBIDDEN'
  | 'LIMIT_REACHED'
  | 'SESSION_GONE'
  | 'UNAVAILABLE';

export type WeightSetInput = {
  name: Scalars['String']['input'];
  weights: Array<NumberByKeyInput>;
};

export type WhatifStartInput = {
  edits: Array<EditInput>;
  runId?: InputMaybe<Scalars['ID']['input']>;
  scenarioId?: InputMaybe<Scalars['ID']['input']>;
  constraintSetId?: InputMaybe<Scalars['ID']['input']>;
  solver?: InputMaybe<Scalars['String']['input']>;
  parameters?: InputMaybe<RunParametersInput>;
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  validateOnly?: Scalars['Boolean']['input'];
};

export type WhyStartInput = {
  runId?: InputMaybe<Scalars['ID']['input']>;
  scenarioId?: InputMaybe<Scalars['ID']['input']>;
  constraintSetId?: InputMaybe<Scalars['ID']['input']>;
  solver?: InputMaybe<Scalars['String']['input']>;
  parameters?: InputMaybe<RunParametersInput>;
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  validateOnly?: Scalars['Boolean']['input'];
  initiativeKey?: InputMaybe<Scalars['String']['input']>;
  most?: InputMaybe<Scalars['Int']['input']>;
};

export type ViewerQueryVariables = Exact<{ [key: string]: never; }>;


export type ViewerQuery = { viewer: { email: string | null, role: Role, tokenName: string | null, expiresAt: string | null, queued: number }, server: { version: string } };

export type RefusedFragment = { errors: Array<{ message: string, field: string | null, code: UserErrorCode }> };

type Begun_AnalysisStarted_Fragment = { __typename: 'AnalysisStarted', analysis: { id: string } };

type Begun_StartRehearsed_Fragment = { __typename: 'StartRehearsed' };

type Begun_MutationFailed_Fragment = { __typename: 'MutationFailed', errors: Array<{ message: string }> };

export type BegunFragment = Begun_AnalysisStarted_Fragment | Begun_StartRehearsed_Fragment | Begun_MutationFailed_Fragment;

export type AnalysisStateFragment = { id: string, status: RunStatus, errorText: string | null, progress: { done: number, total: number } | null };

export type AnalysisGiveUpMutationVariables = Exact<{
  id: Scalars['ID']['input'];
}>;


export type AnalysisGiveUpMutation = { analysisCancel: { __typename: 'AnalysisCancelled' } | { __typename: 'MutationFailed' } };

export type PlanPartsFragment = { id: string, name: string, periodKey: string, periods: Array<string>, northStarKpiKey: string, objectiveMode: ObjectiveMode };

export type AskedPlanQueryVariables = Exact<{
  plan: Scalars['ID']['input'];
  rules: Scalars['ID']['input'];
}>;


export type AskedPlanQuery = { scenario: { id: string, name: string, periodKey: string, periods: Array<string>, northStarKpiKey: string, objectiveMode: ObjectiveMode } | null, constraintSet: { id: string, name: string } | null };

export type PlansQueryVariables = Exact<{ [key: string]: never; }>;


export type PlansQuery = { scenarios: { nodes: Array<{ id: string, name: string, periodKey: string, periods: Array<string>, northStarKpiKey: string, objectiveMode: ObjectiveMode }> }, constraintSets: { nodes: Array<{ id: string, name: string }> } };

export type CandidatesQueryVariables = Exact<{
  periods?: InputMaybe<Array<Scalars['String']['input']> | Scalars['String']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
}>;


export type CandidatesQuery = { initiatives: { pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ id: string, version: number, initiativeKey: string, title: string, market: string | null, department: string | null, category: string | null, programKey: string | null, engineeringTokens: string | null, engineeringTokensFull: string | null, engineeringTokensMvp: string | null, scopeMode: ScopeMode | null, isOptimizationCandidate: boolean, candidatePeriodKey: string | null, isMandatory: boolean, isDelivered: boolean, prerequisiteKeys: Array<string>, deadlineDate: string | null, earliestStartDate: string | null, latestFinishDate: string | null, teamTokens: Array<{ key: string, value: string }>, kpiContribution: Array<{ key: string, value: string }> }> } };

export type SessionOpenMutationVariables = Exact<{
  input: SessionOpenInput;
}>;


export type SessionOpenMutation = { sessionOpen: { __typename: 'SessionOpened', id: string } | { __typename: 'MutationFailed', errors: Array<{ message: string, code: UserErrorCode }> } };

export type SessionEditMutationVariables = Exact<{
  input: SessionEditInput;
}>;


export type SessionEditMutation = { sessionEdit: { __typename: 'SessionEdited', newestSeq: number } | { __typename: 'MutationFailed', errors: Array<{ message: string, code: UserErrorCode }> } };

export type SessionCloseMutationVariables = Exact<{
  id: Scalars['ID']['input'];
}>;


export type SessionCloseMutation = { sessionClose: { __typename: 'SessionClosed' } | { __typename: 'MutationFailed' } };

export type SessionAnswersSubscriptionVariables = Exact<{
  id: Scalars['ID']['input'];
}>;


export type SessionAnswersSubscription = { sessionAnswers: { seq: number, isFinal: boolean, status: SolutionStatus, place: number | null, milliseconds: number, detail: string, value: { name: string, value: string, bound: string | null, proven: boolean, moreIsBetter: boolean } | null, stages: Array<{ name: string, value: string, bound: string | null, proven: boolean, moreIsBetter: boolean }>, selected: Array<{ initiativeKey: string, periodKey: string | null, scope: Scope | null, tokens: string | null }>, usage: Array<{ ruleId: string, used: string, limit: string, slack: string, binding: boolean }>, kpis: Array<{ kpiKey: string, total: string }>, targets: Array<{ ruleId: string, market: string | null, kpiKey: string, floorOrGoal: TargetKind, target: string, achieved: string, gap: string, severity: Severity }>, curves: Array<{ ruleId: string, raw: string, counted: string, slope: string, points: Array<{ raw: string, counted: string }> }>, ratios: Array<{ ruleId: string, above: string, below: string, reached: string | null }>, overheads: Array<{ ruleId: string, period: string, selected: number, tokens: string, next: string }>, formulas: Array<{ ruleId: string, counted: string, factors: Array<{ kpiKey: string, slope: string }> }>, absences: Array<{ initiativeKey: string, kind: AbsenceKind, reasons: Array<string> }>, conflict: { rules: Array<string>, explanations: Array<string>, minimal: boolean, detail: string } | null, wayOut: { objective: string | null, proven: boolean, rules: Array<{ ruleId: string, amount: string | null }> } | null } };

export type AdminQueryVariables = Exact<{ [key: string]: never; }>;


export type AdminQuery = { tokens: Array<{ id: string, name: string, email: string, role: Role, createdAt: string, expiresAt: string | null, lastUsedAt: string | null, isValid: boolean }>, server: { version: string, workers: Array<{ name: string, host: string, silentSeconds: string }>, limits: { requestsPerMinute: number, solveSeconds: string, solveThreads: number, solveMemoryMb: number, queued: number } } };

export type AuditLogQueryVariables = Exact<{
  filter?: InputMaybe<AuditFilter>;
  after?: InputMaybe<Scalars['String']['input']>;
}>;


export type AuditLogQuery = { auditLog: { totalCount: number, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ id: string, occurredAt: string, operation: string, actorEmail: string | null, succeeded: boolean, errorCode: string | null }> } };

export type TokenCreateMutationVariables = Exact<{
  input: TokenCreateInput;
}>;


export type TokenCreateMutation = { tokenCreate: { __typename: 'TokenCreated', secret: string | null } | { __typename: 'MutationFailed', errors: Array<{ message: string, field: string | null, code: UserErrorCode }> } };

export type TokenRevokeMutationVariables = Exact<{
  id: Scalars['ID']['input'];
}>;


export type TokenRevokeMutation = { tokenRevoke: { __typename: 'TokenRevoked' } | { __typename: 'MutationFailed', errors: Array<{ message: string, field: string | null, code: UserErrorCode }> } };

export type CoreStartMutationVariables = Exact<{
  input: CoreStartInput;
}>;


export type CoreStartMutation = { started: { __typename: 'AnalysisStarted', analysis: { id: string } } | { __typename: 'StartRehearsed' } | { __typename: 'MutationFailed', errors: Array<{ message: string }> } };

export type CoreFollowSubscriptionVariables = Exact<{
  id: Scalars['ID']['input'];
}>;


export type CoreFollowSubscription = { analysisProgress: { id: string, status: RunStatus, errorText: string | null, result: { __typename: 'WhatIfResult' } | { __typename: 'RoadmapsResult' } | { __typename: 'TradeResult' } | { __typename: 'PricesResult' } | { __typename: 'FrontierResult' } | { __typename: 'PromptsResult' } | { __typename: 'WhyResult' } | { __typename: 'RulePricesResult' } | { __typename: 'CapacityValuesResult' } | { __typename: 'TransfersResult' } | { __typename: 'SolverComparison' } | { __typename: 'CoreResult', status: SolutionStatus, complete: boolean, portfolios: number, notes: Array<string>, threshold: { least: string, best: { value: string | null, proven: boolean } } | null, initiatives: Array<{ initiativeKey: string, presence: Presence, inBest: boolean, seenIn: number }> } | { __typename: 'AlternativesResult' } | null, progress: { done: number, total: number } | null } };

export type PricesStartMutationVariables = Exact<{
  input: PricesStartInput;
}>;


export type PricesStartMutation = { started: { __typename: 'AnalysisStarted', analysis: { id: string } } | { __typename: 'StartRehearsed' } | { __typename: 'MutationFailed', errors: Array<{ message: string }> } };

export type PricesFollowSubscriptionVariables = Exact<{
  id: Scalars['ID']['input'];
}>;


export type PricesFollowSubscription = { analysisProgress: { id: string, status: RunStatus, errorText: string | null, result: { __typename: 'WhatIfResult' } | { __typename: 'RoadmapsResult' } | { __typename: 'TradeResult' } | { __typename: 'PricesResult', status: SolutionStatus, notes: Array<string>, value: { value: string | null, proven: boolean } | null, prices: Array<{ initiativeKey: string, kind: PriceKind, state: PriceState, stage: string | null, lostAtLeast: string | null, lostAtMost: string | null, valueNeeded: string | null }> } | { __typename: 'FrontierResult' } | { __typename: 'PromptsResult' } | { __typename: 'WhyResult' } | { __typename: 'RulePricesResult' } | { __typename: 'CapacityValuesResult' } | { __typename: 'TransfersResult' } | { __typename: 'SolverComparison' } | { __typename: 'CoreResult' } | { __typename: 'AlternativesResult' } | null, progress: { done: number, total: number } | null } };

export type CapacityValuesStartMutationVariables = Exact<{
  input: CapacityValuesStartInput;
}>;


export type CapacityValuesStartMutation = { started: { __typename: 'AnalysisStarted', analysis: { id: string } } | { __typename: 'StartRehearsed' } | { __typename: 'MutationFailed', errors: Array<{ message: string }> } };

export type CapacityValuesFollowSubscriptionVariables = Exact<{
  id: Scalars['ID']['input'];
}>;


export type CapacityValuesFollowSubscription = { analysisProgress: { id: string, status: RunStatus, errorText: string | null, result: { __typename: 'WhatIfResult' } | { __typename: 'RoadmapsResult' } | { __typename: 'TradeResult' } | { __typename: 'PricesResult' } | { __typename: 'FrontierResult' } | { __typename: 'PromptsResult' } | { __typename: 'WhyResult' } | { __typename: 'RulePricesResult' } | { __typename: 'CapacityValuesResult', status: SolutionStatus, step: string, complete: boolean, notes: Array<string>, capacities: Array<{ name: string, limit: string, used: string | null, never: boolean, oneMore: { status: SolutionStatus, atLeast: string | null, atMost: string | null, entered: Array<string>, dropped: Array<string> }, nextLimit: { value: string | null, proven: boolean }, nextGain: { atLeast: string | null, atMost: string | null, entered: Array<string>, dropped: Array<string> } | null }> } | { __typename: 'TransfersResult' } | { __typename: 'SolverComparison' } | { __typename: 'CoreResult' } | { __typename: 'AlternativesResult' } | null, progress: { done: number, total: number } | null } };

export type AlternativesStartMutationVariables = Exact<{
  input: AlternativesStartInput;
}>;


export type AlternativesStartMutation = { started: { __typename: 'AnalysisStarted', analysis: { id: string } } | { __typename: 'StartRehearsed' } | { __typename: 'MutationFailed', errors: Array<{ message: string }> } };

export type AlternativesFollowSubscriptionVariables = Exact<{
  id: Scalars['ID']['input'];
}>;


export type AlternativesFollowSubscription = { analysisProgress: { id: string, status: RunStatus, errorText: string | null, result: { __typename: 'WhatIfResult' } | { __typename: 'RoadmapsResult' } | { __typename: 'TradeResult' } | { __typename: 'PricesResult' } | { __typename: 'FrontierResult' } | { __typename: 'PromptsResult' } | { __typename: 'WhyResult' } | { __typename: 'RulePricesResult' } | { __typename: 'CapacityValuesResult' } | { __typename: 'TransfersResult' } | { __typename: 'SolverComparison' } | { __typename: 'CoreResult' } | { __typename: 'AlternativesResult', status: SolutionStatus, exhausted: boolean, notes: Array<string>, threshold: { least: string, best: { value: string | null, proven: boolean } } | null, portfolios: Array<{ entered: Array<string>, dropped: Array<string>, distance: { value: string | null, proven: boolean } | null, losses: Array<{ name: string, lostAtLeast: string | null, lostAtMost: string | null }> }> } | null, progress: { done: number, total: number } | null } };

export type RoadmapsPartsFragment = { comparison: { kpiKeys: Array<string>, roadmaps: Array<{ name: string, solver: string, status: SolutionStatus, proven: boolean, value: string | null, bound: string | null, initiatives: number, tokens: string, detail: string, kpis: Array<{ key: string, value: string }> }>, matrix: Array<{ initiativeKey: string, title: string, count: number, standing: Standing, held: Array<{ roadmap: string, period: string, scope: Scope }> }>, dominated: Array<{ roadmap: string, by: Array<string> }> }, regret: { comparable: boolean, notes: Array<string>, worst: Array<{ portfolio: string, regret: string | null, scenario: string | null, allowed: boolean }>, safe: { status: SolutionStatus, tokens: string, detail: string, stages: Array<{ order: number, maxRegret: { value: string | null, proven: boolean } }>, placements: Array<{ initiativeKey: string, title: string, period: string, scope: Scope, tokens: string }> } | null } };

export type RoadmapsStartMutationVariables = Exact<{
  input: RoadmapsStartInput;
}>;


export type RoadmapsStartMutation = { started: { __typename: 'AnalysisStarted', analysis: { id: string } } | { __typename: 'StartRehearsed' } | { __typename: 'MutationFailed', errors: Array<{ message: string }> } };

export type RoadmapsFollowSubscriptionVariables = Exact<{
  id: Scalars['ID']['input'];
}>;


export type RoadmapsFollowSubscription = { analysisProgress: { id: string, status: RunStatus, errorText: string | null, result: { __typename: 'WhatIfResult' } | { __typename: 'RoadmapsResult', comparison: { kpiKeys: Array<string>, roadmaps: Array<{ name: string, solver: string, status: SolutionStatus, proven: boolean, value: string | null, bound: string | null, initiatives: number, tokens: string, detail: string, kpis: Array<{ key: string, value: string }> }>, matrix: Array<{ initiativeKey: string, title: string, count: number, standing: Standing, held: Array<{ roadmap: string, period: string, scope: Scope }> }>, dominated: Array<{ roadmap: string, by: Array<string> }> }, regret: { comparable: boolean, notes: Array<string>, worst: Array<{ portfolio: string, regret: string | null, scenario: string | null, allowed: boolean }>, safe: { status: SolutionStatus, tokens: string, detail: string, stages: Array<{ order: number, maxRegret: { value: string | null, proven: boolean } }>, placements: Array<{ initiativeKey: string, title: string, period: string, scope: Scope, tokens: string }> } | null } } | { __typename: 'TradeResult' } | { __typename: 'PricesResult' } | { __typename: 'FrontierResult' } | { __typename: 'PromptsResult' } | { __typename: 'WhyResult' } | { __typename: 'RulePricesResult' } | { __typename: 'CapacityValuesResult' } | { __typename: 'TransfersResult' } | { __typename: 'SolverComparison' } | { __typename: 'CoreResult' } | { __typename: 'AlternativesResult' } | null, progress: { done: number, total: number } | null } };

export type CompareStartMutationVariables = Exact<{
  input: CompareStartInput;
}>;


export type CompareStartMutation = { started: { __typename: 'AnalysisStarted', analysis: { id: string } } | { __typename: 'StartRehearsed' } | { __typename: 'MutationFailed', errors: Array<{ message: string }> } };

export type CompareFollowSubscriptionVariables = Exact<{
  id: Scalars['ID']['input'];
}>;


export type CompareFollowSubscription = { analysisProgress: { id: string, status: RunStatus, errorText: string | null, result: { __typename: 'WhatIfResult' } | { __typename: 'RoadmapsResult' } | { __typename: 'TradeResult' } | { __typename: 'PricesResult' } | { __typename: 'FrontierResult' } | { __typename: 'PromptsResult' } | { __typename: 'WhyResult' } | { __typename: 'RulePricesResult' } | { __typename: 'CapacityValuesResult' } | { __typename: 'TransfersResult' } | { __typename: 'SolverComparison', stage: string, sense: StageSense | null, contradictions: Array<string>, answers: Array<{ solver: string, version: string, status: SolutionStatus, proven: boolean, value: string | null, bound: string | null, seconds: number, initiatives: number, tokens: string, detail: string }>, agreements: Array<{ first: string, second: string, sameValue: boolean, shared: number, either: number, onlyFirst: Array<string>, onlySecond: Array<string> }> } | { __typename: 'CoreResult' } | { __typename: 'AlternativesResult' } | null, progress: { done: number, total: number } | null } };

export type PortfoliosQueryVariables = Exact<{ [key: string]: never; }>;


export type PortfoliosQuery = { portfolios: { nodes: Array<{ id: string, name: string, isBaseline: boolean, createdAt: string, scenario: { name: string } | null }> } };

export type KeptPlanQueryVariables = Exact<{
  id: Scalars['ID']['input'];
  after?: InputMaybe<Scalars['String']['input']>;
}>;


export type KeptPlanQuery = { portfolio: { id: string, isBaseline: boolean, summary: { overridden: number }, run: { solutionStatus: SolutionStatus | null } | null, items: { pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ initiativeKey: string, title: string, periodKey: string | null, scope: Scope, tokens: string }> }, review: { tokens: string, stages: Array<{ name: string, value: string, smallerIsBetter: boolean }>, usage: Array<{ ruleId: string, used: string, limit: string }>, kpis: Array<{ kpiKey: string, total: string }>, targets: Array<{ ruleId: string, achieved: string, target: string }>, curves: Array<{ ruleId: string, raw: string, counted: string, points: Array<{ raw: string, counted: string }> }>, broken: Array<{ ruleId: string, message: string }> } } | null };

export type PlansReasonsQueryVariables = Exact<{
  id: Scalars['ID']['input'];
  keys?: InputMaybe<Array<Scalars['String']['input']> | Scalars['String']['input']>;
}>;


export type PlansReasonsQuery = { portfolio: { items: { nodes: Array<{ initiativeKey: string, title: string, reasons: Array<string> }> } } | null };

export type ComparedBatchesQueryVariables = Exact<{ [key: string]: never; }>;


export type ComparedBatchesQuery = { batches: { nodes: Array<{ id: string, name: string, total: number }> } };

export type BatchComparisonQueryVariables = Exact<{
  id: Scalars['ID']['input'];
}>;


export type BatchComparisonQuery = { batch: { comparison: { comparison: { kpiKeys: Array<string>, roadmaps: Array<{ name: string, solver: string, status: SolutionStatus, proven: boolean, value: string | null, bound: string | null, initiatives: number, tokens: string, detail: string, kpis: Array<{ key: string, value: string }> }>, matrix: Array<{ initiativeKey: string, title: string, count: number, standing: Standing, held: Array<{ roadmap: string, period: string, scope: Scope }> }>, dominated: Array<{ roadmap: string, by: Array<string> }> }, regret: { comparable: boolean, notes: Array<string>, worst: Array<{ portfolio: string, regret: string | null, scenario: string | null, allowed: boolean }>, safe: { status: SolutionStatus, tokens: string, detail: string, stages: Array<{ order: number, maxRegret: { value: string | null, proven: boolean } }>, placements: Array<{ initiativeKey: string, title: string, period: string, scope: Scope, tokens: string }> } | null } } } | null };

export type SetBaselineMutationVariables = Exact<{
  input: PortfolioSetBaselineInput;
}>;


export type SetBaselineMutation = { portfolioSetBaseline: { __typename: 'PortfolioChanged' } | { __typename: 'MutationFailed', errors: Array<{ message: string, field: string | null, code: UserErrorCode }> } };

export type DataRowFragment = { version: number, title: string, market: string | null, department: string | null, category: string | null, engineeringTokens: string | null };

export type InitiativeHistoryQueryVariables = Exact<{
  id: Scalars['ID']['input'];
}>;


export type InitiativeHistoryQuery = { auditLog: { nodes: Array<{ id: string, occurredAt: string, operation: string, actorEmail: string | null, succeeded: boolean, input: unknown | null }> } };

export type DataChangeMutationVariables = Exact<{
  input: InitiativeUpsertInput;
}>;


export type DataChangeMutation = { initiativeUpsert: { __typename: 'InitiativeUpserted', initiative: { version: number, title: string, market: string | null, department: string | null, category: string | null, engineeringTokens: string | null } } | { __typename: 'MutationFailed', current: { version: number, title: string, market: string | null, department: string | null, category: string | null, engineeringTokens: string | null } | {} | null, errors: Array<{ message: string, field: string | null, code: UserErrorCode }> } };

export type FrontierStartMutationVariables = Exact<{
  input: FrontierStartInput;
}>;


export type FrontierStartMutation = { started: { __typename: 'AnalysisStarted', analysis: { id: string } } | { __typename: 'StartRehearsed' } | { __typename: 'MutationFailed', errors: Array<{ message: string }> } };

export type FrontierFollowSubscriptionVariables = Exact<{
  id: Scalars['ID']['input'];
}>;


export type FrontierFollowSubscription = { analysisProgress: { id: string, status: RunStatus, errorText: string | null, result: { __typename: 'WhatIfResult' } | { __typename: 'RoadmapsResult' } | { __typename: 'TradeResult' } | { __typename: 'PricesResult' } | { __typename: 'FrontierResult', xNow: string | null, isStep: boolean, complete: boolean, notes: Array<string>, x: { key: string, label: string, moreIsBetter: boolean }, y: { key: string, label: string, moreIsBetter: boolean }, points: Array<{ selected: Array<string>, entered: Array<string>, dropped: Array<string>, x: { value: string | null, bound: string | null, proven: boolean }, y: { value: string | null, bound: string | null, proven: boolean } }>, gaps: Array<{ xFrom: string | null, xTo: string | null, yFrom: string | null, yTo: string | null }> } | { __typename: 'PromptsResult' } | { __typename: 'WhyResult' } | { __typename: 'RulePricesResult' } | { __typename: 'CapacityValuesResult' } | { __typename: 'TransfersResult' } | { __typename: 'SolverComparison' } | { __typename: 'CoreResult' } | { __typename: 'AlternativesResult' } | null, progress: { done: number, total: number } | null } };

export type KeepDraftMutationVariables = Exact<{
  input: SessionKeepInput;
}>;


export type KeepDraftMutation = { sessionKeep: { __typename: 'SessionKept', run: { scenarioId: string, constraintSetId: string | null } } | { __typename: 'StartRehearsed' } | { __typename: 'MutationFailed', errors: Array<{ message: string, field: string | null, code: UserErrorCode }> } };

export type KeepRunMutationVariables = Exact<{
  input: RunStartInput;
}>;


export type KeepRunMutation = { runStart: { __typename: 'RunStarted', runs: Array<{ id: string }> } | { __typename: 'MutationFailed', errors: Array<{ message: string, field: string | null, code: UserErrorCode }> } };

export type ScenarioAndRulesQueryVariables = Exact<{
  scenario: Scalars['ID']['input'];
  rules: Scalars['ID']['input'];
}>;


export type ScenarioAndRulesQuery = { scenario: { id: string, name: string, description: string, periodKey: string, periods: Array<string>, objectiveMode: ObjectiveMode, northStarKpiKey: string, timeSensitivityWeight: string, strictDeadlines: boolean, allowScopeChoice: boolean, canonical: boolean, objectiveWeights: Array<{ key: string, value: string }> } | null, constraintSet: { id: string, name: string, notes: string, version: number, mandatoryInitiatives: Array<string>, forcedOut: Array<string>, floors: Array<{ dimension: Dimension, key: string | null, minTokens: string, periodKey: string | null }>, caps: Array<{ dimension: Dimension, key: string | null, maxTokens: string, periodKey: string | null }>, targets: Array<{ market: string | null, kpiKey: string, targetValue: string, floorOrGoal: TargetKind, periodKey: string | null }>, prerequisites: Array<{ initiativeKey: string, requires: string, lagPeriods: number }>, exclusions: Array<{ firstKey: string, secondKey: string }>, bundles: Array<{ bundleKey: string, initiativeKeys: Array<string> }>, synergies: Array<{ synergyGroupKey: string, kpiKey: string, bonus: string | null, bonusByCount: Array<string> }>, pins: Array<{ initiativeKey: string, periodKey: string | null, scope: ScopeMode | null }>, ratios: Array<{ ratioKey: string, numerator: string, denominator: string, atLeast: string }>, fairShares: Array<{ kpiKey: string, over: ShareDimension }>, overheads: Array<{ overheadKey: string, dimension: Dimension | null, key: string | null, initiativeKeys: Array<string>, tokensByCount: Array<string>, charge: Charge | null, team: string | null }>, kpiFormulas: Array<{ kpiKey: string, times: string, multiply: Array<{ kpiKey: string, base: string }> }>, responseCurves: Array<{ curveKey: string, kpiKey: string, market: string | null, shape: Shape | null, limit: string | null, halfAt: string | null, scale: string | null, at: string | null, exponent: string | null, slope: string | null, mid: string | null, width: string | null, upTo: string | null, segments: number, decimals: number, smooth: boolean, points: Array<{ raw: string, counted: string }> }> } | null };

export type RuleSetFragment = { id: string, name: string, notes: string, version: number, mandatoryInitiatives: Array<string>, forcedOut: Array<string>, floors: Array<{ dimension: Dimension, key: string | null, minTokens: string, periodKey: string | null }>, caps: Array<{ dimension: Dimension, key: string | null, maxTokens: string, periodKey: string | null }>, targets: Array<{ market: string | null, kpiKey: string, targetValue: string, floorOrGoal: TargetKind, periodKey: string | null }>, prerequisites: Array<{ initiativeKey: string, requires: string, lagPeriods: number }>, exclusions: Array<{ firstKey: string, secondKey: string }>, bundles: Array<{ bundleKey: string, initiativeKeys: Array<string> }>, synergies: Array<{ synergyGroupKey: string, kpiKey: string, bonus: string | null, bonusByCount: Array<string> }>, pins: Array<{ initiativeKey: string, periodKey: string | null, scope: ScopeMode | null }>, ratios: Array<{ ratioKey: string, numerator: string, denominator: string, atLeast: string }>, fairShares: Array<{ kpiKey: string, over: ShareDimension }>, overheads: Array<{ overheadKey: string, dimension: Dimension | null, key: string | null, initiativeKeys: Array<string>, tokensByCount: Array<string>, charge: Charge | null, team: string | null }>, kpiFormulas: Array<{ kpiKey: string, times: string, multiply: Array<{ kpiKey: string, base: string }> }>, responseCurves: Array<{ curveKey: string, kpiKey: string, market: string | null, shape: Shape | null, limit: string | null, halfAt: string | null, scale: string | null, at: string | null, exponent: string | null, slope: string | null, mid: string | null, width: string | null, upTo: string | null, segments: number, decimals: number, smooth: boolean, points: Array<{ raw: string, counted: string }> }> };

export type RulesStoreMutationVariables = Exact<{
  input: ConstraintSetEditInput;
}>;


export type RulesStoreMutation = { constraintSetEdit: { __typename: 'ConstraintSetSaved', constraintSet: { id: string, version: number } } | { __typename: 'MutationFailed', current: { id: string, name: string, notes: string, version: number, mandatoryInitiatives: Array<string>, forcedOut: Array<string>, floors: Array<{ dimension: Dimension, key: string | null, minTokens: string, periodKey: string | null }>, caps: Array<{ dimension: Dimension, key: string | null, maxTokens: string, periodKey: string | null }>, targets: Array<{ market: string | null, kpiKey: string, targetValue: string, floorOrGoal: TargetKind, periodKey: string | null }>, prerequisites: Array<{ initiativeKey: string, requires: string, lagPeriods: number }>, exclusions: Array<{ firstKey: string, secondKey: string }>, bundles: Array<{ bundleKey: string, initiativeKeys: Array<string> }>, synergies: Array<{ synergyGroupKey: string, kpiKey: string, bonus: string | null, bonusByCount: Array<string> }>, pins: Array<{ initiativeKey: string, periodKey: string | null, scope: ScopeMode | null }>, ratios: Array<{ ratioKey: string, numerator: string, denominator: string, atLeast: string }>, fairShares: Array<{ kpiKey: string, over: ShareDimension }>, overheads: Array<{ overheadKey: string, dimension: Dimension | null, key: string | null, initiativeKeys: Array<string>, tokensByCount: Array<string>, charge: Charge | null, team: string | null }>, kpiFormulas: Array<{ kpiKey: string, times: string, multiply: Array<{ kpiKey: string, base: string }> }>, responseCurves: Array<{ curveKey: string, kpiKey: string, market: string | null, shape: Shape | null, limit: string | null, halfAt: string | null, scale: string | null, at: string | null, exponent: string | null, slope: string | null, mid: string | null, width: string | null, upTo: string | null, segments: number, decimals: number, smooth: boolean, points: Array<{ raw: string, counted: string }> }> } | {} | null, errors: Array<{ message: string, field: string | null, code: UserErrorCode }> } };

export type RulePricesStartMutationVariables = Exact<{
  input: RulePricesStartInput;
}>;


export type RulePricesStartMutation = { started: { __typename: 'AnalysisStarted', analysis: { id: string } } | { __typename: 'StartRehearsed' } | { __typename: 'MutationFailed', errors: Array<{ message: string }> } };

export type RulePricesFollowSubscriptionVariables = Exact<{
  id: Scalars['ID']['input'];
}>;


export type RulePricesFollowSubscription = { analysisProgress: { id: string, status: RunStatus, errorText: string | null, result: { __typename: 'WhatIfResult' } | { __typename: 'RoadmapsResult' } | { __typename: 'TradeResult' } | { __typename: 'PricesResult' } | { __typename: 'FrontierResult' } | { __typename: 'PromptsResult' } | { __typename: 'WhyResult' } | { __typename: 'RulePricesResult', status: SolutionStatus, complete: boolean, notes: Array<string>, value: { value: string | null, proven: boolean } | null, prices: Array<{ ruleId: string, missedBy: string | null, missedWithout: string | null, gain: { status: SolutionStatus, atLeast: string | null, atMost: string | null } }> } | { __typename: 'CapacityValuesResult' } | { __typename: 'TransfersResult' } | { __typename: 'SolverComparison' } | { __typename: 'CoreResult' } | { __typename: 'AlternativesResult' } | null, progress: { done: number, total: number } | null } };

export type RunRowFragment = { id: string, runId: string, status: RunStatus, solverName: string, solutionStatus: SolutionStatus | null, proof: ProofGrade | null, objective: string | null, bound: string | null, elapsedSeconds: number | null, requestedByEmail: string | null, createdAt: string, errorText: string | null, progress: { stage: string, incumbent: string | null, bound: string | null, elapsedSeconds: number } | null, scenario: { id: string, name: string } | null, constraintSet: { id: string, name: string } | null };

export type RunsQueryVariables = Exact<{
  after?: InputMaybe<Scalars['String']['input']>;
}>;


export type RunsQuery = { runs: { pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ id: string, runId: string, status: RunStatus, solverName: string, solutionStatus: SolutionStatus | null, proof: ProofGrade | null, objective: string | null, bound: string | null, elapsedSeconds: number | null, requestedByEmail: string | null, createdAt: string, errorText: string | null, progress: { stage: string, incumbent: string | null, bound: string | null, elapsedSeconds: number } | null, scenario: { id: string, name: string } | null, constraintSet: { id: string, name: string } | null }> }, server: { workers: Array<{ name: string }> } };

export type RunProofQueryVariables = Exact<{
  id: Scalars['ID']['input'];
}>;


export type RunProofQuery = { run: { solverVersion: string | null, inputsHash: string, terminationReason: TerminationReason | null, id: string, runId: string, status: RunStatus, solverName: string, solutionStatus: SolutionStatus | null, proof: ProofGrade | null, objective: string | null, bound: string | null, elapsedSeconds: number | null, requestedByEmail: string | null, createdAt: string, errorText: string | null, parameters: { timeLimit: number | null, deterministicLimit: number | null, gap: number, effort: Effort | null, seed: number, threads: number | null, memoryLimitMb: number | null, options: unknown, stageTolerances: Array<{ stage: string, absolute: string, relative: string }> }, result: { detail: string, canonical: boolean | null, limitingRules: Array<string>, warnings: Array<string>, stages: Array<{ name: string, value: string | null, bound: string | null }>, solver: { engineVersion: string, notes: Array<string> } } | null, progress: { stage: string, incumbent: string | null, bound: string | null, elapsedSeconds: number } | null, scenario: { id: string, name: string } | null, constraintSet: { id: string, name: string } | null } | null };

export type RunStopMutationVariables = Exact<{
  id: Scalars['ID']['input'];
}>;


export type RunStopMutation = { runStop: { __typename: 'RunStopped' } | { __typename: 'MutationFailed', errors: Array<{ message: string, field: string | null, code: UserErrorCode }> } };

export type RunCancelMutationVariables = Exact<{
  id: Scalars['ID']['input'];
}>;


export type RunCancelMutation = { runCancel: { __typename: 'RunCancelled' } | { __typename: 'MutationFailed', errors: Array<{ message: string, field: string | null, code: UserErrorCode }> } };

export type RunAgainMutationVariables = Exact<{
  id: Scalars['ID']['input'];
}>;


export type RunAgainMutation = { runRetry: { __typename: 'RunRetried' } | { __typename: 'StartRehearsed' } | { __typename: 'MutationFailed', errors: Array<{ message: string, field: string | null, code: UserErrorCode }> } };

export type JobsAndBatchesQueryVariables = Exact<{ [key: string]: never; }>;


export type JobsAndBatchesQuery = { batches: { nodes: Array<{ id: string, batchId: string, name: string, status: RunStatus, total: number, ended: number, failed: number, createdAt: string }> }, jobs: { nodes: Array<{ id: string, jobId: string, name: JobName, workbook: string, status: RunStatus, message: string | null, errorText: string | null, createdAt: string }> } };

export type BatchCancelMutationVariables = Exact<{
  id: Scalars['ID']['input'];
}>;


export type BatchCancelMutation = { batchCancel: { __typename: 'BatchCancelled' } | { __typename: 'MutationFailed', errors: Array<{ message: string, field: string | null, code: UserErrorCode }> } };

export type JobCancelMutationVariables = Exact<{
  id: Scalars['ID']['input'];
}>;


export type JobCancelMutation = { jobCancel: { __typename: 'JobChanged' } | { __typename: 'MutationFailed', errors: Array<{ message: string, field: string | null, code: UserErrorCode }> } };

export type RunSettingsFragment = { timeLimit: number | null, deterministicLimit: number | null, gap: number, effort: Effort | null, seed: number, threads: number | null, memoryLimitMb: number | null, options: unknown, stageTolerances: Array<{ stage: string, absolute: string, relative: string }> };

export type RunToCloneQueryVariables = Exact<{
  id: Scalars['ID']['input'];
}>;


export type RunToCloneQuery = { run: { id: string, runId: string, solverName: string, parameters: { timeLimit: number | null, deterministicLimit: number | null, gap: number, effort: Effort | null, seed: number, threads: number | null, memoryLimitMb: number | null, options: unknown, stageTolerances: Array<{ stage: string, absolute: string, relative: string }> } } | null, solvers: Array<{ name: string, available: boolean }> };

export type RunCloneMutationVariables = Exact<{
  input: RunCloneInput;
}>;


export type RunCloneMutation = { runClone: { __typename: 'RunCloned' } | { __typename: 'StartRehearsed' } | { __typename: 'MutationFailed', errors: Array<{ message: string, field: string | null, code: UserErrorCode }> } };

export type BatchResumeMutationVariables = Exact<{
  id: Scalars['ID']['input'];
}>;


export type BatchResumeMutation = { batchResume: { __typename: 'BatchResumed' } | { __typename: 'MutationFailed', errors: Array<{ message: string, field: string | null, code: UserErrorCode }> } };

export type TradeStartMutationVariables = Exact<{
  input: TradeStartInput;
}>;


export type TradeStartMutation = { started: { __typename: 'AnalysisStarted', analysis: { id: string } } | { __typename: 'StartRehearsed' } | { __typename: 'MutationFailed', errors: Array<{ message: string }> } };

export type DealPartsFragment = { status: SolutionStatus, changes: number, moves: number, fewestProven: boolean, lostIn: string | null, losses: Array<{ name: string, moreIsBetter: boolean, lostAtLeast: string | null, lostAtMost: string | null }>, diff: { entered: Array<{ initiativeKey: string, after: { tokens: string, periodKey: string | null } | null }>, left: Array<{ initiativeKey: string, before: { tokens: string, periodKey: string | null } | null }>, moved: Array<{ initiativeKey: string }> } };

export type TradeFollowSubscriptionVariables = Exact<{
  id: Scalars['ID']['input'];
}>;


export type TradeFollowSubscription = { analysisProgress: { id: string, status: RunStatus, errorText: string | null, result: { __typename: 'WhatIfResult' } | { __typename: 'RoadmapsResult' } | { __typename: 'TradeResult', status: SolutionStatus, baseProven: boolean, fewest: number | null, notes: Array<string>, deal: { status: SolutionStatus, changes: number, moves: number, fewestProven: boolean, lostIn: string | null, losses: Array<{ name: string, moreIsBetter: boolean, lostAtLeast: string | null, lostAtMost: string | null }>, diff: { entered: Array<{ initiativeKey: string, after: { tokens: string, periodKey: string | null } | null }>, left: Array<{ initiativeKey: string, before: { tokens: string, periodKey: string | null } | null }>, moved: Array<{ initiativeKey: string }> } } | null, within: Array<{ maxChanges: number, status: SolutionStatus, deal: { status: SolutionStatus, changes: number, moves: number, fewestProven: boolean, lostIn: string | null, losses: Array<{ name: string, moreIsBetter: boolean, lostAtLeast: string | null, lostAtMost: string | null }>, diff: { entered: Array<{ initiativeKey: string, after: { tokens: string, periodKey: string | null } | null }>, left: Array<{ initiativeKey: string, before: { tokens: string, periodKey: string | null } | null }>, moved: Array<{ initiativeKey: string }> } } | null }>, conflict: { rules: Array<string>, explanations: Array<string> } | null } | { __typename: 'PricesResult' } | { __typename: 'FrontierResult' } | { __typename: 'PromptsResult' } | { __typename: 'WhyResult' } | { __typename: 'RulePricesResult' } | { __typename: 'CapacityValuesResult' } | { __typename: 'TransfersResult' } | { __typename: 'SolverComparison' } | { __typename: 'CoreResult' } | { __typename: 'AlternativesResult' } | null, progress: { done: number, total: number } | null } };

export type ProblemImportMutationVariables = Exact<{
  input: ProblemImportInput;
}>;


export type ProblemImportMutation = { problemImport: { __typename: 'ProblemImported', scenario: { id: string }, constraintSet: { id: string } | null } | { __typename: 'MutationFailed', errors: Array<{ message: string, field: string | null, code: UserErrorCode }> } };

export type WhyStartMutationVariables = Exact<{
  input: WhyStartInput;
}>;


export type WhyStartMutation = { started: { __typename: 'AnalysisStarted', analysis: { id: string } } | { __typename: 'StartRehearsed' } | { __typename: 'MutationFailed', errors: Array<{ message: string }> } };

export type WhyFollowSubscriptionVariables = Exact<{
  id: Scalars['ID']['input'];
}>;


export type WhyFollowSubscription = { analysisProgress: { id: string, status: RunStatus, errorText: string | null, result: { __typename: 'WhatIfResult' } | { __typename: 'RoadmapsResult' } | { __typename: 'TradeResult' } | { __typename: 'PricesResult' } | { __typename: 'FrontierResult' } | { __typename: 'PromptsResult' } | { __typename: 'WhyResult', subject: string, title: string, verdict: string, complete: boolean, notes: Array<string>, facts: Array<{ kind: FactKind, subject: string, sentence: string, proof: Proof }> } | { __typename: 'RulePricesResult' } | { __typename: 'CapacityValuesResult' } | { __typename: 'TransfersResult' } | { __typename: 'SolverComparison' } | { __typename: 'CoreResult' } | { __typename: 'AlternativesResult' } | null, progress: { done: number, total: number } | null } };

export const RefusedFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Refused"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MutationFailed"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"code"}}]}}]}}]} as unknown as DocumentNode<RefusedFragment, unknown>;
export const BegunFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Begun"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AnalysisStartResult"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AnalysisStarted"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"analysis"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MutationFailed"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<BegunFragment, unknown>;
export const AnalysisStateFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AnalysisState"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Analysis"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"errorText"}},{"kind":"Field","name":{"kind":"Name","value":"progress"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"done"}},{"kind":"Field","name":{"kind":"Name","value":"total"}}]}}]}}]} as unknown as DocumentNode<AnalysisStateFragment, unknown>;
export const PlanPartsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"PlanParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Scenario"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"periodKey"}},{"kind":"Field","name":{"kind":"Name","value":"periods"}},{"kind":"Field","name":{"kind":"Name","value":"northStarKpiKey"}},{"kind":"Field","name":{"kind":"Name","value":"objectiveMode"}}]}}]} as unknown as DocumentNode<PlanPartsFragment, unknown>;
export const RoadmapsPartsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"RoadmapsParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RoadmapsResult"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"comparison"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"roadmaps"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"solver"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"proven"}},{"kind":"Field","name":{"kind":"Name","value":"value"}},{"kind":"Field","name":{"kind":"Name","value":"bound"}},{"kind":"Field","name":{"kind":"Name","value":"initiatives"}},{"kind":"Field","name":{"kind":"Name","value":"tokens"}},{"kind":"Field","name":{"kind":"Name","value":"kpis"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"value"}}]}},{"kind":"Field","name":{"kind":"Name","value":"detail"}}]}},{"kind":"Field","name":{"kind":"Name","value":"matrix"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"initiativeKey"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"held"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"roadmap"}},{"kind":"Field","name":{"kind":"Name","value":"period"}},{"kind":"Field","name":{"kind":"Name","value":"scope"}}]}},{"kind":"Field","name":{"kind":"Name","value":"count"}},{"kind":"Field","name":{"kind":"Name","value":"standing"}}]}},{"kind":"Field","name":{"kind":"Name","value":"kpiKeys"}},{"kind":"Field","name":{"kind":"Name","value":"dominated"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"roadmap"}},{"kind":"Field","name":{"kind":"Name","value":"by"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"regret"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"comparable"}},{"kind":"Field","name":{"kind":"Name","value":"worst"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"portfolio"}},{"kind":"Field","name":{"kind":"Name","value":"regret"}},{"kind":"Field","name":{"kind":"Name","value":"scenario"}},{"kind":"Field","name":{"kind":"Name","value":"allowed"}}]}},{"kind":"Field","name":{"kind":"Name","value":"safe"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"stages"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"order"}},{"kind":"Field","name":{"kind":"Name","value":"maxRegret"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"value"}},{"kind":"Field","name":{"kind":"Name","value":"proven"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"tokens"}},{"kind":"Field","name":{"kind":"Name","value":"placements"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"initiativeKey"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"period"}},{"kind":"Field","name":{"kind":"Name","value":"scope"}},{"kind":"Field","name":{"kind":"Name","value":"tokens"}}]}},{"kind":"Field","name":{"kind":"Name","value":"detail"}}]}},{"kind":"Field","name":{"kind":"Name","value":"notes"}}]}}]}}]} as unknown as DocumentNode<RoadmapsPartsFragment, unknown>;
export const DataRowFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"DataRow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Initiative"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"market"}},{"kind":"Field","name":{"kind":"Name","value":"department"}},{"kind":"Field","name":{"kind":"Name","value":"category"}},{"kind":"Field","name":{"kind":"Name","value":"engineeringTokens"}}]}}]} as unknown as DocumentNode<DataRowFragment, unknown>;
export const RuleSetFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"RuleSet"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ConstraintSet"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"notes"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"floors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"dimension"}},{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"minTokens"}},{"kind":"Field","name":{"kind":"Name","value":"periodKey"}}]}},{"kind":"Field","name":{"kind":"Name","value":"caps"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"dimension"}},{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"maxTokens"}},{"kind":"Field","name":{"kind":"Name","value":"periodKey"}}]}},{"kind":"Field","name":{"kind":"Name","value":"targets"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"market"}},{"kind":"Field","name":{"kind":"Name","value":"kpiKey"}},{"kind":"Field","name":{"kind":"Name","value":"targetValue"}},{"kind":"Field","name":{"kind":"Name","value":"floorOrGoal"}},{"kind":"Field","name":{"kind":"Name","value":"periodKey"}}]}},{"kind":"Field","name":{"kind":"Name","value":"mandatoryInitiatives"}},{"kind":"Field","name":{"kind":"Name","value":"forcedOut"}},{"kind":"Field","name":{"kind":"Name","value":"prerequisites"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"initiativeKey"}},{"kind":"Field","name":{"kind":"Name","value":"requires"}},{"kind":"Field","name":{"kind":"Name","value":"lagPeriods"}}]}},{"kind":"Field","name":{"kind":"Name","value":"exclusions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"firstKey"}},{"kind":"Field","name":{"kind":"Name","value":"secondKey"}}]}},{"kind":"Field","name":{"kind":"Name","value":"bundles"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"bundleKey"}},{"kind":"Field","name":{"kind":"Name","value":"initiativeKeys"}}]}},{"kind":"Field","name":{"kind":"Name","value":"synergies"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"synergyGroupKey"}},{"kind":"Field","name":{"kind":"Name","value":"kpiKey"}},{"kind":"Field","name":{"kind":"Name","value":"bonus"}},{"kind":"Field","name":{"kind":"Name","value":"bonusByCount"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pins"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"initiativeKey"}},{"kind":"Field","name":{"kind":"Name","value":"periodKey"}},{"kind":"Field","name":{"kind":"Name","value":"scope"}}]}},{"kind":"Field","name":{"kind":"Name","value":"ratios"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"ratioKey"}},{"kind":"Field","name":{"kind":"Name","value":"numerator"}},{"kind":"Field","name":{"kind":"Name","value":"denominator"}},{"kind":"Field","name":{"kind":"Name","value":"atLeast"}}]}},{"kind":"Field","name":{"kind":"Name","value":"fairShares"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kpiKey"}},{"kind":"Field","name":{"kind":"Name","value":"over"}}]}},{"kind":"Field","name":{"kind":"Name","value":"overheads"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"overheadKey"}},{"kind":"Field","name":{"kind":"Name","value":"dimension"}},{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"initiativeKeys"}},{"kind":"Field","name":{"kind":"Name","value":"tokensByCount"}},{"kind":"Field","name":{"kind":"Name","value":"charge"}},{"kind":"Field","name":{"kind":"Name","value":"team"}}]}},{"kind":"Field","name":{"kind":"Name","value":"kpiFormulas"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kpiKey"}},{"kind":"Field","name":{"kind":"Name","value":"multiply"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kpiKey"}},{"kind":"Field","name":{"kind":"Name","value":"base"}}]}},{"kind":"Field","name":{"kind":"Name","value":"times"}}]}},{"kind":"Field","name":{"kind":"Name","value":"responseCurves"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"curveKey"}},{"kind":"Field","name":{"kind":"Name","value":"kpiKey"}},{"kind":"Field","name":{"kind":"Name","value":"market"}},{"kind":"Field","name":{"kind":"Name","value":"points"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"raw"}},{"kind":"Field","name":{"kind":"Name","value":"counted"}}]}},{"kind":"Field","name":{"kind":"Name","value":"shape"}},{"kind":"Field","name":{"kind":"Name","value":"limit"}},{"kind":"Field","name":{"kind":"Name","value":"halfAt"}},{"kind":"Field","name":{"kind":"Name","value":"scale"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"exponent"}},{"kind":"Field","name":{"kind":"Name","value":"slope"}},{"kind":"Field","name":{"kind":"Name","value":"mid"}},{"kind":"Field","name":{"kind":"Name","value":"width"}},{"kind":"Field","name":{"kind":"Name","value":"upTo"}},{"kind":"Field","name":{"kind":"Name","value":"segments"}},{"kind":"Field","name":{"kind":"Name","value":"decimals"}},{"kind":"Field","name":{"kind":"Name","value":"smooth"}}]}}]}}]} as unknown as DocumentNode<RuleSetFragment, unknown>;
export const RunRowFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"RunRow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Run"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"runId"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"solverName"}},{"kind":"Field","name":{"kind":"Name","value":"solutionStatus"}},{"kind":"Field","name":{"kind":"Name","value":"proof"}},{"kind":"Field","name":{"kind":"Name","value":"objective"}},{"kind":"Field","name":{"kind":"Name","value":"bound"}},{"kind":"Field","name":{"kind":"Name","value":"elapsedSeconds"}},{"kind":"Field","name":{"kind":"Name","value":"requestedByEmail"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"errorText"}},{"kind":"Field","name":{"kind":"Name","value":"progress"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"stage"}},{"kind":"Field","name":{"kind":"Name","value":"incumbent"}},{"kind":"Field","name":{"kind":"Name","value":"bound"}},{"kind":"Field","name":{"kind":"Name","value":"elapsedSeconds"}}]}},{"kind":"Field","name":{"kind":"Name","value":"scenario"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"constraintSet"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]} as unknown as DocumentNode<RunRowFragment, unknown>;
export const RunSettingsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"RunSettings"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RunParameters"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"timeLimit"}},{"kind":"Field","name":{"kind":"Name","value":"deterministicLimit"}},{"kind":"Field","name":{"kind":"Name","value":"gap"}},{"kind":"Field","name":{"kind":"Name","value":"effort"}},{"kind":"Field","name":{"kind":"Name","value":"seed"}},{"kind":"Field","name":{"kind":"Name","value":"threads"}},{"kind":"Field","name":{"kind":"Name","value":"memoryLimitMb"}},{"kind":"Field","name":{"kind":"Name","value":"stageTolerances"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"stage"}},{"kind":"Field","name":{"kind":"Name","value":"absolute"}},{"kind":"Field","name":{"kind":"Name","value":"relative"}}]}},{"kind":"Field","name":{"kind":"Name","value":"options"}}]}}]} as unknown as DocumentNode<RunSettingsFragment, unknown>;
export const DealPartsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"DealParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Deal"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"changes"}},{"kind":"Field","name":{"kind":"Name","value":"moves"}},{"kind":"Field","name":{"kind":"Name","value":"fewestProven"}},{"kind":"Field","name":{"kind":"Name","value":"lostIn"}},{"kind":"Field","name":{"kind":"Name","value":"losses"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"moreIsBetter"}},{"kind":"Field","name":{"kind":"Name","value":"lostAtLeast"}},{"kind":"Field","name":{"kind":"Name","value":"lostAtMost"}}]}},{"kind":"Field","name":{"kind":"Name","value":"diff"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"entered"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"initiativeKey"}},{"kind":"Field","name":{"kind":"Name","value":"after"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"tokens"}},{"kind":"Field","name":{"kind":"Name","value":"periodKey"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"left"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"initiativeKey"}},{"kind":"Field","name":{"kind":"Name","value":"before"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"tokens"}},{"kind":"Field","name":{"kind":"Name","value":"periodKey"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"moved"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"initiativeKey"}}]}}]}}]}}]} as unknown as DocumentNode<DealPartsFragment, unknown>;
export const ViewerDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Viewer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"viewer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"role"}},{"kind":"Field","name":{"kind":"Name","value":"tokenName"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"queued"}}]}},{"kind":"Field","name":{"kind":"Name","value":"server"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"version"}}]}}]}}]} as unknown as DocumentNode<ViewerQuery, ViewerQueryVariables>;
export const AnalysisGiveUpDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"AnalysisGiveUp"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"analysisCancel"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}}]}}]} as unknown as DocumentNode<AnalysisGiveUpMutation, AnalysisGiveUpMutationVariables>;
export const AskedPlanDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"AskedPlan"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"plan"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"rules"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"scenario"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"plan"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"PlanParts"}}]}},{"kind":"Field","name":{"kind":"Name","value":"constraintSet"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"rules"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"PlanParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Scenario"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"periodKey"}},{"kind":"Field","name":{"kind":"Name","value":"periods"}},{"kind":"Field","name":{"kind":"Name","value":"northStarKpiKey"}},{"kind":"Field","name":{"kind":"Name","value":"objectiveMode"}}]}}]} as unknown as DocumentNode<AskedPlanQuery, AskedPlanQueryVariables>;
export const PlansDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Plans"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"scenarios"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"100"}},{"kind":"Argument","name":{"kind":"Name","value":"orderBy"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"field"},"value":{"kind":"EnumValue","value":"CREATED_AT"}},{"kind":"ObjectField","name":{"kind":"Name","value":"direction"},"value":{"kind":"EnumValue","value":"ASC"}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"PlanParts"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"constraintSets"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"100"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"PlanParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Scenario"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"periodKey"}},{"kind":"Field","name":{"kind":"Name","value":"periods"}},{"kind":"Field","name":{"kind":"Name","value":"northStarKpiKey"}},{"kind":"Field","name":{"kind":"Name","value":"objectiveMode"}}]}}]} as unknown as DocumentNode<PlansQuery, PlansQueryVariables>;
export const CandidatesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Candidates"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"periods"}},"type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"initiatives"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"candidateFor"},"value":{"kind":"Variable","name":{"kind":"Name","value":"periods"}}}]}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"100"}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"initiativeKey"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"market"}},{"kind":"Field","name":{"kind":"Name","value":"department"}},{"kind":"Field","name":{"kind":"Name","value":"category"}},{"kind":"Field","name":{"kind":"Name","value":"programKey"}},{"kind":"Field","name":{"kind":"Name","value":"engineeringTokens"}},{"kind":"Field","name":{"kind":"Name","value":"engineeringTokensFull"}},{"kind":"Field","name":{"kind":"Name","value":"engineeringTokensMvp"}},{"kind":"Field","name":{"kind":"Name","value":"scopeMode"}},{"kind":"Field","name":{"kind":"Name","value":"isOptimizationCandidate"}},{"kind":"Field","name":{"kind":"Name","value":"candidatePeriodKey"}},{"kind":"Field","name":{"kind":"Name","value":"isMandatory"}},{"kind":"Field","name":{"kind":"Name","value":"isDelivered"}},{"kind":"Field","name":{"kind":"Name","value":"prerequisiteKeys"}},{"kind":"Field","name":{"kind":"Name","value":"deadlineDate"}},{"kind":"Field","name":{"kind":"Name","value":"earliestStartDate"}},{"kind":"Field","name":{"kind":"Name","value":"latestFinishDate"}},{"kind":"Field","name":{"kind":"Name","value":"teamTokens"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"value"}}]}},{"kind":"Field","name":{"kind":"Name","value":"kpiContribution"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"value"}}]}}]}}]}}]}}]} as unknown as DocumentNode<CandidatesQuery, CandidatesQueryVariables>;
export const SessionOpenDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SessionOpen"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"SessionOpenInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sessionOpen"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"SessionOpened"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MutationFailed"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"code"}}]}}]}}]}}]}}]} as unknown as DocumentNode<SessionOpenMutation, SessionOpenMutationVariables>;
export const SessionEditDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SessionEdit"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"SessionEditInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sessionEdit"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"SessionEdited"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"newestSeq"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MutationFailed"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"code"}}]}}]}}]}}]}}]} as unknown as DocumentNode<SessionEditMutation, SessionEditMutationVariables>;
export const SessionCloseDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SessionClose"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sessionClose"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}}]}}]} as unknown as DocumentNode<SessionCloseMutation, SessionCloseMutationVariables>;
export const SessionAnswersDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"SessionAnswers"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sessionAnswers"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"seq"}},{"kind":"Field","name":{"kind":"Name","value":"isFinal"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"value"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"value"}},{"kind":"Field","name":{"kind":"Name","value":"bound"}},{"kind":"Field","name":{"kind":"Name","value":"proven"}},{"kind":"Field","name":{"kind":"Name","value":"moreIsBetter"}}]}},{"kind":"Field","name":{"kind":"Name","value":"stages"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"value"}},{"kind":"Field","name":{"kind":"Name","value":"bound"}},{"kind":"Field","name":{"kind":"Name","value":"proven"}},{"kind":"Field","name":{"kind":"Name","value":"moreIsBetter"}}]}},{"kind":"Field","name":{"kind":"Name","value":"selected"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"initiativeKey"}},{"kind":"Field","name":{"kind":"Name","value":"periodKey"}},{"kind":"Field","name":{"kind":"Name","value":"scope"}},{"kind":"Field","name":{"kind":"Name","value":"tokens"}}]}},{"kind":"Field","name":{"kind":"Name","value":"usage"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"ruleId"}},{"kind":"Field","name":{"kind":"Name","value":"used"}},{"kind":"Field","name":{"kind":"Name","value":"limit"}},{"kind":"Field","name":{"kind":"Name","value":"slack"}},{"kind":"Field","name":{"kind":"Name","value":"binding"}}]}},{"kind":"Field","name":{"kind":"Name","value":"kpis"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kpiKey"}},{"kind":"Field","name":{"kind":"Name","value":"total"}}]}},{"kind":"Field","name":{"kind":"Name","value":"targets"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"ruleId"}},{"kind":"Field","name":{"kind":"Name","value":"market"}},{"kind":"Field","name":{"kind":"Name","value":"kpiKey"}},{"kind":"Field","name":{"kind":"Name","value":"floorOrGoal"}},{"kind":"Field","name":{"kind":"Name","value":"target"}},{"kind":"Field","name":{"kind":"Name","value":"achieved"}},{"kind":"Field","name":{"kind":"Name","value":"gap"}},{"kind":"Field","name":{"kind":"Name","value":"severity"}}]}},{"kind":"Field","name":{"kind":"Name","value":"curves"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"ruleId"}},{"kind":"Field","name":{"kind":"Name","value":"raw"}},{"kind":"Field","name":{"kind":"Name","value":"counted"}},{"kind":"Field","name":{"kind":"Name","value":"slope"}},{"kind":"Field","name":{"kind":"Name","value":"points"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"raw"}},{"kind":"Field","name":{"kind":"Name","value":"counted"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"ratios"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"ruleId"}},{"kind":"Field","name":{"kind":"Name","value":"above"}},{"kind":"Field","name":{"kind":"Name","value":"below"}},{"kind":"Field","name":{"kind":"Name","value":"reached"}}]}},{"kind":"Field","name":{"kind":"Name","value":"overheads"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"ruleId"}},{"kind":"Field","name":{"kind":"Name","value":"period"}},{"kind":"Field","name":{"kind":"Name","value":"selected"}},{"kind":"Field","name":{"kind":"Name","value":"tokens"}},{"kind":"Field","name":{"kind":"Name","value":"next"}}]}},{"kind":"Field","name":{"kind":"Name","value":"formulas"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"ruleId"}},{"kind":"Field","name":{"kind":"Name","value":"counted"}},{"kind":"Field","name":{"kind":"Name","value":"factors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kpiKey"}},{"kind":"Field","name":{"kind":"Name","value":"slope"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"absences"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"initiativeKey"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"reasons"}}]}},{"kind":"Field","name":{"kind":"Name","value":"conflict"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rules"}},{"kind":"Field","name":{"kind":"Name","value":"explanations"}},{"kind":"Field","name":{"kind":"Name","value":"minimal"}},{"kind":"Field","name":{"kind":"Name","value":"detail"}}]}},{"kind":"Field","name":{"kind":"Name","value":"wayOut"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rules"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"ruleId"}},{"kind":"Field","name":{"kind":"Name","value":"amount"}}]}},{"kind":"Field","name":{"kind":"Name","value":"objective"}},{"kind":"Field","name":{"kind":"Name","value":"proven"}}]}},{"kind":"Field","name":{"kind":"Name","value":"place"}},{"kind":"Field","name":{"kind":"Name","value":"milliseconds"}},{"kind":"Field","name":{"kind":"Name","value":"detail"}}]}}]}}]} as unknown as DocumentNode<SessionAnswersSubscription, SessionAnswersSubscriptionVariables>;
export const AdminDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Admin"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"tokens"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"role"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastUsedAt"}},{"kind":"Field","name":{"kind":"Name","value":"isValid"}}]}},{"kind":"Field","name":{"kind":"Name","value":"server"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"workers"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"host"}},{"kind":"Field","name":{"kind":"Name","value":"silentSeconds"}}]}},{"kind":"Field","name":{"kind":"Name","value":"limits"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"requestsPerMinute"}},{"kind":"Field","name":{"kind":"Name","value":"solveSeconds"}},{"kind":"Field","name":{"kind":"Name","value":"solveThreads"}},{"kind":"Field","name":{"kind":"Name","value":"solveMemoryMb"}},{"kind":"Field","name":{"kind":"Name","value":"queued"}}]}}]}}]}}]} as unknown as DocumentNode<AdminQuery, AdminQueryVariables>;
export const AuditLogDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"AuditLog"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"AuditFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"auditLog"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"30"}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"occurredAt"}},{"kind":"Field","name":{"kind":"Name","value":"operation"}},{"kind":"Field","name":{"kind":"Name","value":"actorEmail"}},{"kind":"Field","name":{"kind":"Name","value":"succeeded"}},{"kind":"Field","name":{"kind":"Name","value":"errorCode"}}]}}]}}]}}]} as unknown as DocumentNode<AuditLogQuery, AuditLogQueryVariables>;
export const TokenCreateDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"TokenCreate"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"TokenCreateInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"tokenCreate"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"TokenCreated"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"secret"}}]}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"Refused"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Refused"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MutationFailed"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"code"}}]}}]}}]} as unknown as DocumentNode<TokenCreateMutation, TokenCreateMutationVariables>;
export const TokenRevokeDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"TokenRevoke"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"tokenRevoke"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"Refused"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Refused"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MutationFailed"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"code"}}]}}]}}]} as unknown as DocumentNode<TokenRevokeMutation, TokenRevokeMutationVariables>;
export const CoreStartDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CoreStart"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CoreStartInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"started"},"name":{"kind":"Name","value":"coreStart"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Begun"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Begun"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AnalysisStartResult"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AnalysisStarted"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"analysis"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MutationFailed"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<CoreStartMutation, CoreStartMutationVariables>;
export const CoreFollowDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"CoreFollow"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"analysisProgress"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"AnalysisState"}},{"kind":"Field","name":{"kind":"Name","value":"result"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"CoreResult"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"threshold"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"best"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"value"}},{"kind":"Field","name":{"kind":"Name","value":"proven"}}]}},{"kind":"Field","name":{"kind":"Name","value":"least"}}]}},{"kind":"Field","name":{"kind":"Name","value":"initiatives"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"initiativeKey"}},{"kind":"Field","name":{"kind":"Name","value":"presence"}},{"kind":"Field","name":{"kind":"Name","value":"inBest"}},{"kind":"Field","name":{"kind":"Name","value":"seenIn"}}]}},{"kind":"Field","name":{"kind":"Name","value":"complete"}},{"kind":"Field","name":{"kind":"Name","value":"portfolios"}},{"kind":"Field","name":{"kind":"Name","value":"notes"}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AnalysisState"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Analysis"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"errorText"}},{"kind":"Field","name":{"kind":"Name","value":"progress"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"done"}},{"kind":"Field","name":{"kind":"Name","value":"total"}}]}}]}}]} as unknown as DocumentNode<CoreFollowSubscription, CoreFollowSubscriptionVariables>;
export const PricesStartDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"PricesStart"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"PricesStartInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"started"},"name":{"kind":"Name","value":"pricesStart"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Begun"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Begun"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AnalysisStartResult"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AnalysisStarted"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"analysis"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MutationFailed"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<PricesStartMutation, PricesStartMutationVariables>;
export const PricesFollowDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"PricesFollow"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"analysisProgress"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"AnalysisState"}},{"kind":"Field","name":{"kind":"Name","value":"result"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PricesResult"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"value"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"value"}},{"kind":"Field","name":{"kind":"Name","value":"proven"}}]}},{"kind":"Field","name":{"kind":"Name","value":"prices"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"initiativeKey"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"stage"}},{"kind":"Field","name":{"kind":"Name","value":"lostAtLeast"}},{"kind":"Field","name":{"kind":"Name","value":"lostAtMost"}},{"kind":"Field","name":{"kind":"Name","value":"valueNeeded"}}]}},{"kind":"Field","name":{"kind":"Name","value":"notes"}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AnalysisState"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Analysis"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"errorText"}},{"kind":"Field","name":{"kind":"Name","value":"progress"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"done"}},{"kind":"Field","name":{"kind":"Name","value":"total"}}]}}]}}]} as unknown as DocumentNode<PricesFollowSubscription, PricesFollowSubscriptionVariables>;
export const CapacityValuesStartDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CapacityValuesStart"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CapacityValuesStartInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"started"},"name":{"kind":"Name","value":"capacityValuesStart"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Begun"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Begun"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AnalysisStartResult"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AnalysisStarted"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"analysis"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MutationFailed"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<CapacityValuesStartMutation, CapacityValuesStartMutationVariables>;
export const CapacityValuesFollowDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"CapacityValuesFollow"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"analysisProgress"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"AnalysisState"}},{"kind":"Field","name":{"kind":"Name","value":"result"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"CapacityValuesResult"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"step"}},{"kind":"Field","name":{"kind":"Name","value":"capacities"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"limit"}},{"kind":"Field","name":{"kind":"Name","value":"used"}},{"kind":"Field","name":{"kind":"Name","value":"oneMore"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"atLeast"}},{"kind":"Field","name":{"kind":"Name","value":"atMost"}},{"kind":"Field","name":{"kind":"Name","value":"entered"}},{"kind":"Field","name":{"kind":"Name","value":"dropped"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nextLimit"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"value"}},{"kind":"Field","name":{"kind":"Name","value":"proven"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nextGain"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"atLeast"}},{"kind":"Field","name":{"kind":"Name","value":"atMost"}},{"kind":"Field","name":{"kind":"Name","value":"entered"}},{"kind":"Field","name":{"kind":"Name","value":"dropped"}}]}},{"kind":"Field","name":{"kind":"Name","value":"never"}}]}},{"kind":"Field","name":{"kind":"Name","value":"complete"}},{"kind":"Field","name":{"kind":"Name","value":"notes"}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AnalysisState"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Analysis"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"errorText"}},{"kind":"Field","name":{"kind":"Name","value":"progress"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"done"}},{"kind":"Field","name":{"kind":"Name","value":"total"}}]}}]}}]} as unknown as DocumentNode<CapacityValuesFollowSubscription, CapacityValuesFollowSubscriptionVariables>;
export const AlternativesStartDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"AlternativesStart"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"AlternativesStartInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"started"},"name":{"kind":"Name","value":"alternativesStart"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Begun"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Begun"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AnalysisStartResult"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AnalysisStarted"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"analysis"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MutationFailed"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<AlternativesStartMutation, AlternativesStartMutationVariables>;
export const AlternativesFollowDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"AlternativesFollow"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"analysisProgress"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"AnalysisState"}},{"kind":"Field","name":{"kind":"Name","value":"result"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AlternativesResult"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"threshold"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"best"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"value"}},{"kind":"Field","name":{"kind":"Name","value":"proven"}}]}},{"kind":"Field","name":{"kind":"Name","value":"least"}}]}},{"kind":"Field","name":{"kind":"Name","value":"portfolios"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"distance"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"value"}},{"kind":"Field","name":{"kind":"Name","value":"proven"}}]}},{"kind":"Field","name":{"kind":"Name","value":"losses"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"lostAtLeast"}},{"kind":"Field","name":{"kind":"Name","value":"lostAtMost"}}]}},{"kind":"Field","name":{"kind":"Name","value":"entered"}},{"kind":"Field","name":{"kind":"Name","value":"dropped"}}]}},{"kind":"Field","name":{"kind":"Name","value":"exhausted"}},{"kind":"Field","name":{"kind":"Name","value":"notes"}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AnalysisState"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Analysis"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"errorText"}},{"kind":"Field","name":{"kind":"Name","value":"progress"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"done"}},{"kind":"Field","name":{"kind":"Name","value":"total"}}]}}]}}]} as unknown as DocumentNode<AlternativesFollowSubscription, AlternativesFollowSubscriptionVariables>;
export const RoadmapsStartDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RoadmapsStart"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RoadmapsStartInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"started"},"name":{"kind":"Name","value":"roadmapsStart"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Begun"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Begun"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AnalysisStartResult"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AnalysisStarted"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"analysis"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MutationFailed"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<RoadmapsStartMutation, RoadmapsStartMutationVariables>;
export const RoadmapsFollowDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"RoadmapsFollow"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"analysisProgress"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"AnalysisState"}},{"kind":"Field","name":{"kind":"Name","value":"result"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RoadmapsResult"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"RoadmapsParts"}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AnalysisState"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Analysis"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"errorText"}},{"kind":"Field","name":{"kind":"Name","value":"progress"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"done"}},{"kind":"Field","name":{"kind":"Name","value":"total"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"RoadmapsParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RoadmapsResult"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"comparison"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"roadmaps"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"solver"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"proven"}},{"kind":"Field","name":{"kind":"Name","value":"value"}},{"kind":"Field","name":{"kind":"Name","value":"bound"}},{"kind":"Field","name":{"kind":"Name","value":"initiatives"}},{"kind":"Field","name":{"kind":"Name","value":"tokens"}},{"kind":"Field","name":{"kind":"Name","value":"kpis"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"value"}}]}},{"kind":"Field","name":{"kind":"Name","value":"detail"}}]}},{"kind":"Field","name":{"kind":"Name","value":"matrix"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"initiativeKey"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"held"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"roadmap"}},{"kind":"Field","name":{"kind":"Name","value":"period"}},{"kind":"Field","name":{"kind":"Name","value":"scope"}}]}},{"kind":"Field","name":{"kind":"Name","value":"count"}},{"kind":"Field","name":{"kind":"Name","value":"standing"}}]}},{"kind":"Field","name":{"kind":"Name","value":"kpiKeys"}},{"kind":"Field","name":{"kind":"Name","value":"dominated"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"roadmap"}},{"kind":"Field","name":{"kind":"Name","value":"by"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"regret"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"comparable"}},{"kind":"Field","name":{"kind":"Name","value":"worst"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"portfolio"}},{"kind":"Field","name":{"kind":"Name","value":"regret"}},{"kind":"Field","name":{"kind":"Name","value":"scenario"}},{"kind":"Field","name":{"kind":"Name","value":"allowed"}}]}},{"kind":"Field","name":{"kind":"Name","value":"safe"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"stages"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"order"}},{"kind":"Field","name":{"kind":"Name","value":"maxRegret"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"value"}},{"kind":"Field","name":{"kind":"Name","value":"proven"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"tokens"}},{"kind":"Field","name":{"kind":"Name","value":"placements"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"initiativeKey"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"period"}},{"kind":"Field","name":{"kind":"Name","value":"scope"}},{"kind":"Field","name":{"kind":"Name","value":"tokens"}}]}},{"kind":"Field","name":{"kind":"Name","value":"detail"}}]}},{"kind":"Field","name":{"kind":"Name","value":"notes"}}]}}]}}]} as unknown as DocumentNode<RoadmapsFollowSubscription, RoadmapsFollowSubscriptionVariables>;
export const CompareStartDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CompareStart"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CompareStartInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"started"},"name":{"kind":"Name","value":"compareStart"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Begun"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Begun"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AnalysisStartResult"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AnalysisStarted"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"analysis"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MutationFailed"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<CompareStartMutation, CompareStartMutationVariables>;
export const CompareFollowDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"CompareFollow"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"analysisProgress"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"AnalysisState"}},{"kind":"Field","name":{"kind":"Name","value":"result"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"SolverComparison"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"stage"}},{"kind":"Field","name":{"kind":"Name","value":"sense"}},{"kind":"Field","name":{"kind":"Name","value":"answers"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"solver"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"proven"}},{"kind":"Field","name":{"kind":"Name","value":"value"}},{"kind":"Field","name":{"kind":"Name","value":"bound"}},{"kind":"Field","name":{"kind":"Name","value":"seconds"}},{"kind":"Field","name":{"kind":"Name","value":"initiatives"}},{"kind":"Field","name":{"kind":"Name","value":"tokens"}},{"kind":"Field","name":{"kind":"Name","value":"detail"}}]}},{"kind":"Field","name":{"kind":"Name","value":"agreements"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"first"}},{"kind":"Field","name":{"kind":"Name","value":"second"}},{"kind":"Field","name":{"kind":"Name","value":"sameValue"}},{"kind":"Field","name":{"kind":"Name","value":"shared"}},{"kind":"Field","name":{"kind":"Name","value":"either"}},{"kind":"Field","name":{"kind":"Name","value":"onlyFirst"}},{"kind":"Field","name":{"kind":"Name","value":"onlySecond"}}]}},{"kind":"Field","name":{"kind":"Name","value":"contradictions"}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AnalysisState"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Analysis"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"errorText"}},{"kind":"Field","name":{"kind":"Name","value":"progress"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"done"}},{"kind":"Field","name":{"kind":"Name","value":"total"}}]}}]}}]} as unknown as DocumentNode<CompareFollowSubscription, CompareFollowSubscriptionVariables>;
export const PortfoliosDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Portfolios"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"portfolios"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"100"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"isBaseline"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"scenario"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}}]}}]} as unknown as DocumentNode<PortfoliosQuery, PortfoliosQueryVariables>;
export const KeptPlanDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"KeptPlan"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"portfolio"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"isBaseline"}},{"kind":"Field","name":{"kind":"Name","value":"summary"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"overridden"}}]}},{"kind":"Field","name":{"kind":"Name","value":"run"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"solutionStatus"}}]}},{"kind":"Field","name":{"kind":"Name","value":"items"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"selected"},"value":{"kind":"BooleanValue","value":true}}]}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"100"}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"initiativeKey"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"periodKey"}},{"kind":"Field","name":{"kind":"Name","value":"scope"}},{"kind":"Field","alias":{"kind":"Name","value":"tokens"},"name":{"kind":"Name","value":"allocatedTokens"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"review"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"tokens"}},{"kind":"Field","name":{"kind":"Name","value":"stages"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"value"}},{"kind":"Field","name":{"kind":"Name","value":"smallerIsBetter"}}]}},{"kind":"Field","name":{"kind":"Name","value":"usage"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"ruleId"}},{"kind":"Field","name":{"kind":"Name","value":"used"}},{"kind":"Field","name":{"kind":"Name","value":"limit"}}]}},{"kind":"Field","name":{"kind":"Name","value":"kpis"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kpiKey"}},{"kind":"Field","name":{"kind":"Name","value":"total"}}]}},{"kind":"Field","name":{"kind":"Name","value":"targets"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"ruleId"}},{"kind":"Field","name":{"kind":"Name","value":"achieved"}},{"kind":"Field","name":{"kind":"Name","value":"target"}}]}},{"kind":"Field","name":{"kind":"Name","value":"curves"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"ruleId"}},{"kind":"Field","name":{"kind":"Name","value":"raw"}},{"kind":"Field","name":{"kind":"Name","value":"counted"}},{"kind":"Field","name":{"kind":"Name","value":"points"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"raw"}},{"kind":"Field","name":{"kind":"Name","value":"counted"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"broken"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"ruleId"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]}}]} as unknown as DocumentNode<KeptPlanQuery, KeptPlanQueryVariables>;
export const PlansReasonsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"PlansReasons"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"keys"}},"type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"portfolio"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"items"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"initiativeKeys"},"value":{"kind":"Variable","name":{"kind":"Name","value":"keys"}}}]}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"100"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"initiativeKey"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"reasons"}}]}}]}}]}}]}}]} as unknown as DocumentNode<PlansReasonsQuery, PlansReasonsQueryVariables>;
export const ComparedBatchesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ComparedBatches"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"batches"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"50"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"total"}}]}}]}}]}}]} as unknown as DocumentNode<ComparedBatchesQuery, ComparedBatchesQueryVariables>;
export const BatchComparisonDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"BatchComparison"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"batch"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"comparison"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"RoadmapsParts"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"RoadmapsParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RoadmapsResult"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"comparison"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"roadmaps"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"solver"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"proven"}},{"kind":"Field","name":{"kind":"Name","value":"value"}},{"kind":"Field","name":{"kind":"Name","value":"bound"}},{"kind":"Field","name":{"kind":"Name","value":"initiatives"}},{"kind":"Field","name":{"kind":"Name","value":"tokens"}},{"kind":"Field","name":{"kind":"Name","value":"kpis"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"value"}}]}},{"kind":"Field","name":{"kind":"Name","value":"detail"}}]}},{"kind":"Field","name":{"kind":"Name","value":"matrix"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"initiativeKey"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"held"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"roadmap"}},{"kind":"Field","name":{"kind":"Name","value":"period"}},{"kind":"Field","name":{"kind":"Name","value":"scope"}}]}},{"kind":"Field","name":{"kind":"Name","value":"count"}},{"kind":"Field","name":{"kind":"Name","value":"standing"}}]}},{"kind":"Field","name":{"kind":"Name","value":"kpiKeys"}},{"kind":"Field","name":{"kind":"Name","value":"dominated"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"roadmap"}},{"kind":"Field","name":{"kind":"Name","value":"by"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"regret"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"comparable"}},{"kind":"Field","name":{"kind":"Name","value":"worst"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"portfolio"}},{"kind":"Field","name":{"kind":"Name","value":"regret"}},{"kind":"Field","name":{"kind":"Name","value":"scenario"}},{"kind":"Field","name":{"kind":"Name","value":"allowed"}}]}},{"kind":"Field","name":{"kind":"Name","value":"safe"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"stages"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"order"}},{"kind":"Field","name":{"kind":"Name","value":"maxRegret"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"value"}},{"kind":"Field","name":{"kind":"Name","value":"proven"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"tokens"}},{"kind":"Field","name":{"kind":"Name","value":"placements"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"initiativeKey"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"period"}},{"kind":"Field","name":{"kind":"Name","value":"scope"}},{"kind":"Field","name":{"kind":"Name","value":"tokens"}}]}},{"kind":"Field","name":{"kind":"Name","value":"detail"}}]}},{"kind":"Field","name":{"kind":"Name","value":"notes"}}]}}]}}]} as unknown as DocumentNode<BatchComparisonQuery, BatchComparisonQueryVariables>;
export const SetBaselineDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SetBaseline"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"PortfolioSetBaselineInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"portfolioSetBaseline"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"Refused"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Refused"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MutationFailed"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"code"}}]}}]}}]} as unknown as DocumentNode<SetBaselineMutation, SetBaselineMutationVariables>;
export const InitiativeHistoryDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"InitiativeHistory"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"auditLog"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"30"}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"objectId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"occurredAt"}},{"kind":"Field","name":{"kind":"Name","value":"operation"}},{"kind":"Field","name":{"kind":"Name","value":"actorEmail"}},{"kind":"Field","name":{"kind":"Name","value":"succeeded"}},{"kind":"Field","name":{"kind":"Name","value":"input"}}]}}]}}]}}]} as unknown as DocumentNode<InitiativeHistoryQuery, InitiativeHistoryQueryVariables>;
export const DataChangeDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"DataChange"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"InitiativeUpsertInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"initiativeUpsert"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"InitiativeUpserted"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"initiative"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"DataRow"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MutationFailed"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Refused"}},{"kind":"Field","name":{"kind":"Name","value":"current"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Initiative"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"DataRow"}}]}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"DataRow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Initiative"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"market"}},{"kind":"Field","name":{"kind":"Name","value":"department"}},{"kind":"Field","name":{"kind":"Name","value":"category"}},{"kind":"Field","name":{"kind":"Name","value":"engineeringTokens"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Refused"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MutationFailed"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"code"}}]}}]}}]} as unknown as DocumentNode<DataChangeMutation, DataChangeMutationVariables>;
export const FrontierStartDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"FrontierStart"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"FrontierStartInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"started"},"name":{"kind":"Name","value":"frontierStart"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Begun"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Begun"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AnalysisStartResult"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AnalysisStarted"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"analysis"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MutationFailed"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<FrontierStartMutation, FrontierStartMutationVariables>;
export const FrontierFollowDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"FrontierFollow"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"analysisProgress"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"AnalysisState"}},{"kind":"Field","name":{"kind":"Name","value":"result"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"FrontierResult"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"x"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"label"}},{"kind":"Field","name":{"kind":"Name","value":"moreIsBetter"}}]}},{"kind":"Field","name":{"kind":"Name","value":"y"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"label"}},{"kind":"Field","name":{"kind":"Name","value":"moreIsBetter"}}]}},{"kind":"Field","name":{"kind":"Name","value":"points"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"x"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"value"}},{"kind":"Field","name":{"kind":"Name","value":"bound"}},{"kind":"Field","name":{"kind":"Name","value":"proven"}}]}},{"kind":"Field","name":{"kind":"Name","value":"y"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"value"}},{"kind":"Field","name":{"kind":"Name","value":"bound"}},{"kind":"Field","name":{"kind":"Name","value":"proven"}}]}},{"kind":"Field","name":{"kind":"Name","value":"selected"}},{"kind":"Field","name":{"kind":"Name","value":"entered"}},{"kind":"Field","name":{"kind":"Name","value":"dropped"}}]}},{"kind":"Field","name":{"kind":"Name","value":"xNow"}},{"kind":"Field","name":{"kind":"Name","value":"isStep"}},{"kind":"Field","name":{"kind":"Name","value":"complete"}},{"kind":"Field","name":{"kind":"Name","value":"gaps"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"xFrom"}},{"kind":"Field","name":{"kind":"Name","value":"xTo"}},{"kind":"Field","name":{"kind":"Name","value":"yFrom"}},{"kind":"Field","name":{"kind":"Name","value":"yTo"}}]}},{"kind":"Field","name":{"kind":"Name","value":"notes"}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AnalysisState"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Analysis"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"errorText"}},{"kind":"Field","name":{"kind":"Name","value":"progress"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"done"}},{"kind":"Field","name":{"kind":"Name","value":"total"}}]}}]}}]} as unknown as DocumentNode<FrontierFollowSubscription, FrontierFollowSubscriptionVariables>;
export const KeepDraftDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"KeepDraft"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"SessionKeepInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sessionKeep"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"SessionKept"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"run"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"scenarioId"}},{"kind":"Field","name":{"kind":"Name","value":"constraintSetId"}}]}}]}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"Refused"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Refused"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MutationFailed"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"code"}}]}}]}}]} as unknown as DocumentNode<KeepDraftMutation, KeepDraftMutationVariables>;
export const KeepRunDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"KeepRun"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RunStartInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"runStart"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RunStarted"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"runs"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"Refused"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Refused"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MutationFailed"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"code"}}]}}]}}]} as unknown as DocumentNode<KeepRunMutation, KeepRunMutationVariables>;
export const ScenarioAndRulesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ScenarioAndRules"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"scenario"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"rules"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"scenario"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"scenario"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"periodKey"}},{"kind":"Field","name":{"kind":"Name","value":"periods"}},{"kind":"Field","name":{"kind":"Name","value":"objectiveMode"}},{"kind":"Field","name":{"kind":"Name","value":"northStarKpiKey"}},{"kind":"Field","name":{"kind":"Name","value":"objectiveWeights"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"value"}}]}},{"kind":"Field","name":{"kind":"Name","value":"timeSensitivityWeight"}},{"kind":"Field","name":{"kind":"Name","value":"strictDeadlines"}},{"kind":"Field","name":{"kind":"Name","value":"allowScopeChoice"}},{"kind":"Field","name":{"kind":"Name","value":"canonical"}}]}},{"kind":"Field","name":{"kind":"Name","value":"constraintSet"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"rules"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"RuleSet"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"RuleSet"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ConstraintSet"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"notes"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"floors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"dimension"}},{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"minTokens"}},{"kind":"Field","name":{"kind":"Name","value":"periodKey"}}]}},{"kind":"Field","name":{"kind":"Name","value":"caps"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"dimension"}},{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"maxTokens"}},{"kind":"Field","name":{"kind":"Name","value":"periodKey"}}]}},{"kind":"Field","name":{"kind":"Name","value":"targets"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"market"}},{"kind":"Field","name":{"kind":"Name","value":"kpiKey"}},{"kind":"Field","name":{"kind":"Name","value":"targetValue"}},{"kind":"Field","name":{"kind":"Name","value":"floorOrGoal"}},{"kind":"Field","name":{"kind":"Name","value":"periodKey"}}]}},{"kind":"Field","name":{"kind":"Name","value":"mandatoryInitiatives"}},{"kind":"Field","name":{"kind":"Name","value":"forcedOut"}},{"kind":"Field","name":{"kind":"Name","value":"prerequisites"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"initiativeKey"}},{"kind":"Field","name":{"kind":"Name","value":"requires"}},{"kind":"Field","name":{"kind":"Name","value":"lagPeriods"}}]}},{"kind":"Field","name":{"kind":"Name","value":"exclusions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"firstKey"}},{"kind":"Field","name":{"kind":"Name","value":"secondKey"}}]}},{"kind":"Field","name":{"kind":"Name","value":"bundles"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"bundleKey"}},{"kind":"Field","name":{"kind":"Name","value":"initiativeKeys"}}]}},{"kind":"Field","name":{"kind":"Name","value":"synergies"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"synergyGroupKey"}},{"kind":"Field","name":{"kind":"Name","value":"kpiKey"}},{"kind":"Field","name":{"kind":"Name","value":"bonus"}},{"kind":"Field","name":{"kind":"Name","value":"bonusByCount"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pins"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"initiativeKey"}},{"kind":"Field","name":{"kind":"Name","value":"periodKey"}},{"kind":"Field","name":{"kind":"Name","value":"scope"}}]}},{"kind":"Field","name":{"kind":"Name","value":"ratios"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"ratioKey"}},{"kind":"Field","name":{"kind":"Name","value":"numerator"}},{"kind":"Field","name":{"kind":"Name","value":"denominator"}},{"kind":"Field","name":{"kind":"Name","value":"atLeast"}}]}},{"kind":"Field","name":{"kind":"Name","value":"fairShares"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kpiKey"}},{"kind":"Field","name":{"kind":"Name","value":"over"}}]}},{"kind":"Field","name":{"kind":"Name","value":"overheads"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"overheadKey"}},{"kind":"Field","name":{"kind":"Name","value":"dimension"}},{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"initiativeKeys"}},{"kind":"Field","name":{"kind":"Name","value":"tokensByCount"}},{"kind":"Field","name":{"kind":"Name","value":"charge"}},{"kind":"Field","name":{"kind":"Name","value":"team"}}]}},{"kind":"Field","name":{"kind":"Name","value":"kpiFormulas"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kpiKey"}},{"kind":"Field","name":{"kind":"Name","value":"multiply"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kpiKey"}},{"kind":"Field","name":{"kind":"Name","value":"base"}}]}},{"kind":"Field","name":{"kind":"Name","value":"times"}}]}},{"kind":"Field","name":{"kind":"Name","value":"responseCurves"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"curveKey"}},{"kind":"Field","name":{"kind":"Name","value":"kpiKey"}},{"kind":"Field","name":{"kind":"Name","value":"market"}},{"kind":"Field","name":{"kind":"Name","value":"points"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"raw"}},{"kind":"Field","name":{"kind":"Name","value":"counted"}}]}},{"kind":"Field","name":{"kind":"Name","value":"shape"}},{"kind":"Field","name":{"kind":"Name","value":"limit"}},{"kind":"Field","name":{"kind":"Name","value":"halfAt"}},{"kind":"Field","name":{"kind":"Name","value":"scale"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"exponent"}},{"kind":"Field","name":{"kind":"Name","value":"slope"}},{"kind":"Field","name":{"kind":"Name","value":"mid"}},{"kind":"Field","name":{"kind":"Name","value":"width"}},{"kind":"Field","name":{"kind":"Name","value":"upTo"}},{"kind":"Field","name":{"kind":"Name","value":"segments"}},{"kind":"Field","name":{"kind":"Name","value":"decimals"}},{"kind":"Field","name":{"kind":"Name","value":"smooth"}}]}}]}}]} as unknown as DocumentNode<ScenarioAndRulesQuery, ScenarioAndRulesQueryVariables>;
export const RulesStoreDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RulesStore"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ConstraintSetEditInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"constraintSetEdit"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ConstraintSetSaved"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"constraintSet"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MutationFailed"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Refused"}},{"kind":"Field","name":{"kind":"Name","value":"current"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ConstraintSet"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"RuleSet"}}]}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Refused"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MutationFailed"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"code"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"RuleSet"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ConstraintSet"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"notes"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"floors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"dimension"}},{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"minTokens"}},{"kind":"Field","name":{"kind":"Name","value":"periodKey"}}]}},{"kind":"Field","name":{"kind":"Name","value":"caps"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"dimension"}},{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"maxTokens"}},{"kind":"Field","name":{"kind":"Name","value":"periodKey"}}]}},{"kind":"Field","name":{"kind":"Name","value":"targets"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"market"}},{"kind":"Field","name":{"kind":"Name","value":"kpiKey"}},{"kind":"Field","name":{"kind":"Name","value":"targetValue"}},{"kind":"Field","name":{"kind":"Name","value":"floorOrGoal"}},{"kind":"Field","name":{"kind":"Name","value":"periodKey"}}]}},{"kind":"Field","name":{"kind":"Name","value":"mandatoryInitiatives"}},{"kind":"Field","name":{"kind":"Name","value":"forcedOut"}},{"kind":"Field","name":{"kind":"Name","value":"prerequisites"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"initiativeKey"}},{"kind":"Field","name":{"kind":"Name","value":"requires"}},{"kind":"Field","name":{"kind":"Name","value":"lagPeriods"}}]}},{"kind":"Field","name":{"kind":"Name","value":"exclusions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"firstKey"}},{"kind":"Field","name":{"kind":"Name","value":"secondKey"}}]}},{"kind":"Field","name":{"kind":"Name","value":"bundles"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"bundleKey"}},{"kind":"Field","name":{"kind":"Name","value":"initiativeKeys"}}]}},{"kind":"Field","name":{"kind":"Name","value":"synergies"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"synergyGroupKey"}},{"kind":"Field","name":{"kind":"Name","value":"kpiKey"}},{"kind":"Field","name":{"kind":"Name","value":"bonus"}},{"kind":"Field","name":{"kind":"Name","value":"bonusByCount"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pins"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"initiativeKey"}},{"kind":"Field","name":{"kind":"Name","value":"periodKey"}},{"kind":"Field","name":{"kind":"Name","value":"scope"}}]}},{"kind":"Field","name":{"kind":"Name","value":"ratios"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"ratioKey"}},{"kind":"Field","name":{"kind":"Name","value":"numerator"}},{"kind":"Field","name":{"kind":"Name","value":"denominator"}},{"kind":"Field","name":{"kind":"Name","value":"atLeast"}}]}},{"kind":"Field","name":{"kind":"Name","value":"fairShares"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kpiKey"}},{"kind":"Field","name":{"kind":"Name","value":"over"}}]}},{"kind":"Field","name":{"kind":"Name","value":"overheads"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"overheadKey"}},{"kind":"Field","name":{"kind":"Name","value":"dimension"}},{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"initiativeKeys"}},{"kind":"Field","name":{"kind":"Name","value":"tokensByCount"}},{"kind":"Field","name":{"kind":"Name","value":"charge"}},{"kind":"Field","name":{"kind":"Name","value":"team"}}]}},{"kind":"Field","name":{"kind":"Name","value":"kpiFormulas"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kpiKey"}},{"kind":"Field","name":{"kind":"Name","value":"multiply"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kpiKey"}},{"kind":"Field","name":{"kind":"Name","value":"base"}}]}},{"kind":"Field","name":{"kind":"Name","value":"times"}}]}},{"kind":"Field","name":{"kind":"Name","value":"responseCurves"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"curveKey"}},{"kind":"Field","name":{"kind":"Name","value":"kpiKey"}},{"kind":"Field","name":{"kind":"Name","value":"market"}},{"kind":"Field","name":{"kind":"Name","value":"points"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"raw"}},{"kind":"Field","name":{"kind":"Name","value":"counted"}}]}},{"kind":"Field","name":{"kind":"Name","value":"shape"}},{"kind":"Field","name":{"kind":"Name","value":"limit"}},{"kind":"Field","name":{"kind":"Name","value":"halfAt"}},{"kind":"Field","name":{"kind":"Name","value":"scale"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"exponent"}},{"kind":"Field","name":{"kind":"Name","value":"slope"}},{"kind":"Field","name":{"kind":"Name","value":"mid"}},{"kind":"Field","name":{"kind":"Name","value":"width"}},{"kind":"Field","name":{"kind":"Name","value":"upTo"}},{"kind":"Field","name":{"kind":"Name","value":"segments"}},{"kind":"Field","name":{"kind":"Name","value":"decimals"}},{"kind":"Field","name":{"kind":"Name","value":"smooth"}}]}}]}}]} as unknown as DocumentNode<RulesStoreMutation, RulesStoreMutationVariables>;
export const RulePricesStartDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RulePricesStart"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RulePricesStartInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"started"},"name":{"kind":"Name","value":"rulePricesStart"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Begun"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Begun"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AnalysisStartResult"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AnalysisStarted"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"analysis"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MutationFailed"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<RulePricesStartMutation, RulePricesStartMutationVariables>;
export const RulePricesFollowDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"RulePricesFollow"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"analysisProgress"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"AnalysisState"}},{"kind":"Field","name":{"kind":"Name","value":"result"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RulePricesResult"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"value"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"value"}},{"kind":"Field","name":{"kind":"Name","value":"proven"}}]}},{"kind":"Field","name":{"kind":"Name","value":"prices"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"ruleId"}},{"kind":"Field","name":{"kind":"Name","value":"gain"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"atLeast"}},{"kind":"Field","name":{"kind":"Name","value":"atMost"}}]}},{"kind":"Field","name":{"kind":"Name","value":"missedBy"}},{"kind":"Field","name":{"kind":"Name","value":"missedWithout"}}]}},{"kind":"Field","name":{"kind":"Name","value":"complete"}},{"kind":"Field","name":{"kind":"Name","value":"notes"}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AnalysisState"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Analysis"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"errorText"}},{"kind":"Field","name":{"kind":"Name","value":"progress"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"done"}},{"kind":"Field","name":{"kind":"Name","value":"total"}}]}}]}}]} as unknown as DocumentNode<RulePricesFollowSubscription, RulePricesFollowSubscriptionVariables>;
export const RunsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Runs"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"runs"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"30"}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"RunRow"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"server"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"workers"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"RunRow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Run"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"runId"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"solverName"}},{"kind":"Field","name":{"kind":"Name","value":"solutionStatus"}},{"kind":"Field","name":{"kind":"Name","value":"proof"}},{"kind":"Field","name":{"kind":"Name","value":"objective"}},{"kind":"Field","name":{"kind":"Name","value":"bound"}},{"kind":"Field","name":{"kind":"Name","value":"elapsedSeconds"}},{"kind":"Field","name":{"kind":"Name","value":"requestedByEmail"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"errorText"}},{"kind":"Field","name":{"kind":"Name","value":"progress"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"stage"}},{"kind":"Field","name":{"kind":"Name","value":"incumbent"}},{"kind":"Field","name":{"kind":"Name","value":"bound"}},{"kind":"Field","name":{"kind":"Name","value":"elapsedSeconds"}}]}},{"kind":"Field","name":{"kind":"Name","value":"scenario"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"constraintSet"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]} as unknown as DocumentNode<RunsQuery, RunsQueryVariables>;
export const RunProofDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"RunProof"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"run"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"RunRow"}},{"kind":"Field","name":{"kind":"Name","value":"solverVersion"}},{"kind":"Field","name":{"kind":"Name","value":"inputsHash"}},{"kind":"Field","name":{"kind":"Name","value":"terminationReason"}},{"kind":"Field","name":{"kind":"Name","value":"parameters"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"RunSettings"}}]}},{"kind":"Field","name":{"kind":"Name","value":"result"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"detail"}},{"kind":"Field","name":{"kind":"Name","value":"canonical"}},{"kind":"Field","name":{"kind":"Name","value":"stages"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"value"}},{"kind":"Field","name":{"kind":"Name","value":"bound"}}]}},{"kind":"Field","name":{"kind":"Name","value":"limitingRules"}},{"kind":"Field","name":{"kind":"Name","value":"warnings"}},{"kind":"Field","name":{"kind":"Name","value":"solver"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"engineVersion"}},{"kind":"Field","name":{"kind":"Name","value":"notes"}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"RunRow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Run"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"runId"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"solverName"}},{"kind":"Field","name":{"kind":"Name","value":"solutionStatus"}},{"kind":"Field","name":{"kind":"Name","value":"proof"}},{"kind":"Field","name":{"kind":"Name","value":"objective"}},{"kind":"Field","name":{"kind":"Name","value":"bound"}},{"kind":"Field","name":{"kind":"Name","value":"elapsedSeconds"}},{"kind":"Field","name":{"kind":"Name","value":"requestedByEmail"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"errorText"}},{"kind":"Field","name":{"kind":"Name","value":"progress"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"stage"}},{"kind":"Field","name":{"kind":"Name","value":"incumbent"}},{"kind":"Field","name":{"kind":"Name","value":"bound"}},{"kind":"Field","name":{"kind":"Name","value":"elapsedSeconds"}}]}},{"kind":"Field","name":{"kind":"Name","value":"scenario"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"constraintSet"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"RunSettings"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RunParameters"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"timeLimit"}},{"kind":"Field","name":{"kind":"Name","value":"deterministicLimit"}},{"kind":"Field","name":{"kind":"Name","value":"gap"}},{"kind":"Field","name":{"kind":"Name","value":"effort"}},{"kind":"Field","name":{"kind":"Name","value":"seed"}},{"kind":"Field","name":{"kind":"Name","value":"threads"}},{"kind":"Field","name":{"kind":"Name","value":"memoryLimitMb"}},{"kind":"Field","name":{"kind":"Name","value":"stageTolerances"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"stage"}},{"kind":"Field","name":{"kind":"Name","value":"absolute"}},{"kind":"Field","name":{"kind":"Name","value":"relative"}}]}},{"kind":"Field","name":{"kind":"Name","value":"options"}}]}}]} as unknown as DocumentNode<RunProofQuery, RunProofQueryVariables>;
export const RunStopDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RunStop"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"runStop"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"Refused"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Refused"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MutationFailed"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"code"}}]}}]}}]} as unknown as DocumentNode<RunStopMutation, RunStopMutationVariables>;
export const RunCancelDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RunCancel"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"runCancel"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"Refused"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Refused"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MutationFailed"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"code"}}]}}]}}]} as unknown as DocumentNode<RunCancelMutation, RunCancelMutationVariables>;
export const RunAgainDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RunAgain"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"runRetry"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"Refused"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Refused"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MutationFailed"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"code"}}]}}]}}]} as unknown as DocumentNode<RunAgainMutation, RunAgainMutationVariables>;
export const JobsAndBatchesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"JobsAndBatches"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"batches"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"20"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"batchId"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"total"}},{"kind":"Field","name":{"kind":"Name","value":"ended"}},{"kind":"Field","name":{"kind":"Name","value":"failed"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"jobs"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"20"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"jobId"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"workbook"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"errorText"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}}]}}]}}]}}]} as unknown as DocumentNode<JobsAndBatchesQuery, JobsAndBatchesQueryVariables>;
export const BatchCancelDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"BatchCancel"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"batchCancel"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"Refused"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Refused"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MutationFailed"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"code"}}]}}]}}]} as unknown as DocumentNode<BatchCancelMutation, BatchCancelMutationVariables>;
export const JobCancelDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"JobCancel"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"jobCancel"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"Refused"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Refused"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MutationFailed"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"code"}}]}}]}}]} as unknown as DocumentNode<JobCancelMutation, JobCancelMutationVariables>;
export const RunToCloneDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"RunToClone"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"run"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"runId"}},{"kind":"Field","name":{"kind":"Name","value":"solverName"}},{"kind":"Field","name":{"kind":"Name","value":"parameters"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"RunSettings"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"solvers"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"available"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"RunSettings"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RunParameters"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"timeLimit"}},{"kind":"Field","name":{"kind":"Name","value":"deterministicLimit"}},{"kind":"Field","name":{"kind":"Name","value":"gap"}},{"kind":"Field","name":{"kind":"Name","value":"effort"}},{"kind":"Field","name":{"kind":"Name","value":"seed"}},{"kind":"Field","name":{"kind":"Name","value":"threads"}},{"kind":"Field","name":{"kind":"Name","value":"memoryLimitMb"}},{"kind":"Field","name":{"kind":"Name","value":"stageTolerances"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"stage"}},{"kind":"Field","name":{"kind":"Name","value":"absolute"}},{"kind":"Field","name":{"kind":"Name","value":"relative"}}]}},{"kind":"Field","name":{"kind":"Name","value":"options"}}]}}]} as unknown as DocumentNode<RunToCloneQuery, RunToCloneQueryVariables>;
export const RunCloneDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RunClone"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RunCloneInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"runClone"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"Refused"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Refused"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MutationFailed"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"code"}}]}}]}}]} as unknown as DocumentNode<RunCloneMutation, RunCloneMutationVariables>;
export const BatchResumeDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"BatchResume"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"batchResume"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"Refused"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Refused"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MutationFailed"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"code"}}]}}]}}]} as unknown as DocumentNode<BatchResumeMutation, BatchResumeMutationVariables>;
export const TradeStartDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"TradeStart"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"TradeStartInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"started"},"name":{"kind":"Name","value":"tradeStart"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Begun"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Begun"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AnalysisStartResult"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AnalysisStarted"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"analysis"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MutationFailed"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<TradeStartMutation, TradeStartMutationVariables>;
export const TradeFollowDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"TradeFollow"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"analysisProgress"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"AnalysisState"}},{"kind":"Field","name":{"kind":"Name","value":"result"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"TradeResult"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"baseProven"}},{"kind":"Field","name":{"kind":"Name","value":"fewest"}},{"kind":"Field","name":{"kind":"Name","value":"notes"}},{"kind":"Field","name":{"kind":"Name","value":"deal"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"DealParts"}}]}},{"kind":"Field","name":{"kind":"Name","value":"within"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"maxChanges"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"deal"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"DealParts"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"conflict"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rules"}},{"kind":"Field","name":{"kind":"Name","value":"explanations"}}]}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AnalysisState"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Analysis"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"errorText"}},{"kind":"Field","name":{"kind":"Name","value":"progress"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"done"}},{"kind":"Field","name":{"kind":"Name","value":"total"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"DealParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Deal"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"changes"}},{"kind":"Field","name":{"kind":"Name","value":"moves"}},{"kind":"Field","name":{"kind":"Name","value":"fewestProven"}},{"kind":"Field","name":{"kind":"Name","value":"lostIn"}},{"kind":"Field","name":{"kind":"Name","value":"losses"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"moreIsBetter"}},{"kind":"Field","name":{"kind":"Name","value":"lostAtLeast"}},{"kind":"Field","name":{"kind":"Name","value":"lostAtMost"}}]}},{"kind":"Field","name":{"kind":"Name","value":"diff"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"entered"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"initiativeKey"}},{"kind":"Field","name":{"kind":"Name","value":"after"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"tokens"}},{"kind":"Field","name":{"kind":"Name","value":"periodKey"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"left"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"initiativeKey"}},{"kind":"Field","name":{"kind":"Name","value":"before"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"tokens"}},{"kind":"Field","name":{"kind":"Name","value":"periodKey"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"moved"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"initiativeKey"}}]}}]}}]}}]} as unknown as DocumentNode<TradeFollowSubscription, TradeFollowSubscriptionVariables>;
export const ProblemImportDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ProblemImport"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ProblemImportInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"problemImport"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ProblemImported"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"scenario"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"constraintSet"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"Refused"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Refused"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MutationFailed"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"code"}}]}}]}}]} as unknown as DocumentNode<ProblemImportMutation, ProblemImportMutationVariables>;
export const WhyStartDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"WhyStart"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"WhyStartInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"started"},"name":{"kind":"Name","value":"whyStart"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Begun"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Begun"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AnalysisStartResult"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AnalysisStarted"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"analysis"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MutationFailed"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"errors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<WhyStartMutation, WhyStartMutationVariables>;
export const WhyFollowDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"WhyFollow"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"analysisProgress"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"AnalysisState"}},{"kind":"Field","name":{"kind":"Name","value":"result"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"WhyResult"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"subject"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"verdict"}},{"kind":"Field","name":{"kind":"Name","value":"complete"}},{"kind":"Field","name":{"kind":"Name","value":"notes"}},{"kind":"Field","name":{"kind":"Name","value":"facts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"subject"}},{"kind":"Field","name":{"kind":"Name","value":"sentence"}},{"kind":"Field","name":{"kind":"Name","value":"proof"}}]}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AnalysisState"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Analysis"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"errorText"}},{"kind":"Field","name":{"kind":"Name","value":"progress"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"done"}},{"kind":"Field","name":{"kind":"Name","value":"total"}}]}}]}}]} as unknown as DocumentNode<WhyFollowSubscription, WhyFollowSubscriptionVariables>;